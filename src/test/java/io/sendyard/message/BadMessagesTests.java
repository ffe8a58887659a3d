package io.sendyard.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a message can't be: each refused by the field's name, and taken one step before. */
@SendyardTest
class BadMessagesTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String HALF_A_CHARACTER = "\uD83D";
    private static final int MIB = 1024 * 1024;

    @Autowired World world;
    @Autowired ApiCalls api;

    @Test
    void controlCharactersAreRefusedWhereverTheyStand() {
        for (var bad :
                new String[] {
                    "\r\nBcc: eve@example.com",
                    "\r",
                    "\n",
                    "\u0000",
                    "\u0007",
                    "\u007F",
                    "\u202E",
                    HALF_A_CHARACTER
                }) {
            refused("subject", mail -> mail.put("subject", "Hi" + bad));
            refused("from", mail -> mail.put("from", "Acme" + bad + " <a@acme.example>"));
            refused("from", mail -> mail.put("from", "a" + bad + "@acme.example"));
            refused(
                    "to[1]",
                    mail ->
                            mail.putArray("to")
                                    .add("a@b.example")
                                    .add("A" + bad + "x <a@b.example>"));
            refused("to[1]", mail -> mail.put("to", "a@b.example, a@b" + bad + ".example"));
            refused("cc", mail -> mail.put("cc", "a" + bad + "a@b.example"));
            refused("bcc[0]", mail -> mail.putArray("bcc").add("a@b.example" + bad + "x"));
            refused("replyTo", mail -> mail.put("replyTo", "\"a" + bad + "\" <a@b.example>"));
            refused(
                    "headers.X-Foo",
                    mail -> mail.putObject("headers").put("X-Foo", "a" + bad + "b"));
            refused("tag", mail -> mail.put("tag", "a" + bad));
            refused("metadata.k", mail -> mail.putObject("metadata").put("k", "v" + bad));
            refused(
                    "attachments[0].name",
                    mail -> file(mail, "a" + bad + ".txt", "text/plain", "", null));
            refused(
                    "attachments[0].contentType",
                    mail -> file(mail, "a", "text/plain" + bad, "", null));
            refused(
                    "attachments[0].contentId",
                    mail -> file(mail, "a", "text/plain", "", "a" + bad));
            if (bad.equals(HALF_A_CHARACTER)) {
                // No JSON names a field so.
                continue;
            }
            refused("headers.X" + bad, mail -> mail.putObject("headers").put("X" + bad, "a"));
            refused("metadata.k" + bad, mail -> mail.putObject("metadata").put("k" + bad, "v"));
        }
    }

    @Test
    void numbersAndLengthsHaveTheirLimits() {
        limit("to", 50, (mail, n) -> addresses(mail, n));
        limit("headers", 100, (mail, n) -> pairs(mail.putObject("headers"), n));
        limit("metadata", 10, (mail, n) -> pairs(mail.putObject("metadata"), n));
        limit(
                "attachments",
                100,
                (mail, n) ->
                        IntStream.range(0, n).forEach(i -> file(mail, "a" + i, null, "", null)));
        limit("subject", 998, (mail, n) -> mail.put("subject", "a".repeat(n)));
        limit(
                "subject",
                998,
                (mail, n) -> mail.put("subject", "word ".repeat(250).substring(0, n - 1) + "x"));
        limit("tag", 1_000, (mail, n) -> mail.put("tag", "🐢".repeat(n)));
        limit("metadata.k", 80, (mail, n) -> mail.putObject("metadata").put("k", "🐢".repeat(n)));
        limit(
                "metadata." + "k".repeat(21),
                20,
                (mail, n) -> mail.putObject("metadata").put("k".repeat(n), "v"));
        limit("attachments[0].name", 255, (mail, n) -> file(mail, "ü".repeat(n), null, "", null));
        limit(
                "headers.X-A",
                10_000,
                (mail, n) ->
                        mail.putObject("headers")
                                .put("X-A", "word ".repeat(2_001).substring(0, n - 1) + "x"));
        limit("html", 5 * MIB, (mail, n) -> mail.put("html", "h".repeat(n)));
        limit("text", 5 * MIB, (mail, n) -> mail.put("text", "x".repeat(n)));
    }

    @Test
    void someHeadersAreOurs() {
        for (var name :
                "From,to,CC,Bcc,Sender,Reply-To,Date,Message-ID,MIME-Version,Content-Type,content-foo,DKIM-Signature,Return-Path,Received,Subject,Resent-To,ARC-Seal,X Y,X:Y,,X-Ä"
                        .split(",", -1)) {
            refused("headers." + name, mail -> mail.putObject("headers").put(name, "x"));
        }
        refused("headers.X-A", mail -> mail.putObject("headers").putNull("X-A"));
        refused("headers.X-A", mail -> mail.putObject("headers").put("X-A", "x".repeat(1_500)));
    }

    @Test
    void whatIsMissingIsNamed() {
        refused("to", mail -> mail.remove("to"));
        refused("to", mail -> mail.putArray("to"));
        refused("to", mail -> mail.put("to", ""));
        refused("to[1]", mail -> mail.put("to", "a@b.example,"));
        refused("to[0]", mail -> mail.putArray("to").addNull());
        refused("from", mail -> mail.remove("from"));
        refused("from", mail -> mail.put("from", "a@b.example, c@d.example"));
        refused("text", mail -> mail.remove("text"));
        refused("attachments[0]", mail -> mail.putArray("attachments").addNull());
        refused("attachments[0].name", mail -> file(mail, null, null, "", null));
        refused("attachments[0].content", mail -> file(mail, "a", null, null, null));
        refused("attachments[0].content", mail -> file(mail, "a", null, "no base64!", null));
        refused("attachments[0].contentType", mail -> file(mail, "a", "png", "", null));
        refused("attachments[0].contentType", mail -> file(mail, "a", "multipart/mixed", "", null));
        refused("metadata.", mail -> mail.putObject("metadata").put("", "v"));
        refused("text", mail -> mail.put("text", "{{#if}}").putObject("variables"));
        refused("html", mail -> mail.put("html", "half \uD83D"));
        refused("template", mail -> mail.put("template", "welcome"));
    }

    @Test
    void aWrongTypeIsMalformedAndNamed() {
        malformed("to", mail -> mail.put("to", 5));
        malformed("to[1]", mail -> mail.putArray("to").add("a@b.example").add(5));
        malformed("to", mail -> mail.putObject("to"));
        malformed("subject", mail -> mail.put("subject", true));
        malformed("headers.X-A", mail -> mail.putObject("headers").putArray("X-A"));
        malformed(
                "attachments[0].name",
                mail -> mail.putArray("attachments").addObject().put("name", 1));
        malformed("attachments", mail -> mail.put("attachments", "x"));
        malformed("sendAt", mail -> mail.put("sendAt", "tomorrow"));
        malformed("variables", mail -> mail.put("variables", "x"));
    }

    @Test
    void recipientsAreCountedOnceByAddress() {
        var answer =
                send(mail -> mail.put("to", "a@b.example, A@B.example").put("cc", "a@b.example"));

        assertThat(answer.getResponse().getStatus()).isEqualTo(201);
    }

    private void limit(
            String field, int most, java.util.function.ObjIntConsumer<ObjectNode> change) {
        assertThat(send(mail -> change.accept(mail, most)).getResponse().getStatus())
                .as("%s: %d", field, most)
                .isEqualTo(201);
        refused(field, mail -> change.accept(mail, most + 1));
    }

    private void refused(String field, Consumer<ObjectNode> change) {
        answered(422, field, change);
    }

    private void malformed(String field, Consumer<ObjectNode> change) {
        answered(400, field, change);
    }

    private void answered(int status, String field, Consumer<ObjectNode> change) {
        var answer = send(change);
        var body = ApiCalls.json(answer);
        assertThat(answer.getResponse().getStatus())
                .as("%s: %s", field.codePoints().boxed().toList(), body)
                .isEqualTo(status);
        assertThat(body.at("/errors/0/field").asString()).isEqualTo(field);
    }

    private org.springframework.test.web.servlet.assertj.MvcTestResult send(
            Consumer<ObjectNode> change) {
        var mail =
                JSON.createObjectNode()
                        .put("from", "a@acme.example")
                        .put("to", "b@example.com")
                        .put("text", "Hello");
        change.accept(mail);
        return api.post(world.bearer(world.production()), "/v1/send", escaped(mail));
    }

    /** As clients write what is no ASCII, half a character included. */
    private static String escaped(ObjectNode mail) {
        return mail.toString()
                .chars()
                .mapToObj(letter ->
                        letter < 0x7F ? Character.toString(letter) : "\\u%04x".formatted(letter))
                .collect(Collectors.joining());
    }

    private static void addresses(ObjectNode mail, int count) {
        var to = mail.putArray("to");
        IntStream.range(0, count).forEach(i -> to.add("a" + i + "@b.example"));
    }

    private static void pairs(ObjectNode pairs, int count) {
        IntStream.range(0, count).forEach(i -> pairs.put("X-" + i, "v"));
    }

    private static void file(
            ObjectNode mail,
            @Nullable String name,
            @Nullable String type,
            @Nullable String content,
            @Nullable String id) {
        mail.withArray("attachments")
                .addObject()
                .put("name", name)
                .put("contentType", type)
                .put("content", content)
                .put("contentId", id);
    }
}
