package io.sendyard.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.Cases;
import io.sendyard.SignedDomain;
import io.sendyard.submission.RawSmtpClient;
import io.sendyard.submission.SmtpServers;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The mail of {@code mail.tsv}, from the submission port to the next host. */
class MailCasesTests extends DeliveryTestBase {

    @Autowired ApiCalls api;
    @Autowired SmtpServers servers;
    @Autowired SignedDomain domain;

    private final Map<String, Sink> hosts = new HashMap<>();

    @TestFactory
    Stream<DynamicTest> arrivesAsItsRowSays() {
        domain.add(world.production(), "example.org");
        hosts.put("all", sink.offering("8BITMIME", "SMTPUTF8"));
        hosts.put("no-smtputf8", Sink.open("127.0.0.2", sink.port()).offering("8BITMIME"));
        hosts.put("no-8bitmime", Sink.open("127.0.0.3", sink.port()));
        host("all.test", "127.0.0.1");
        host("no-smtputf8.test", "127.0.0.2");
        host("no-8bitmime.test", "127.0.0.3");
        start();
        return Cases.table("mail.tsv").stream()
                .map(row -> DynamicTest.dynamicTest(row.get("file"), () -> holds(row)));
    }

    @AfterEach
    void closeHosts() {
        hosts.values().forEach(Sink::close);
    }

    private void holds(Cases.Row row) throws Exception {
        var host = Objects.requireNonNull(hosts.get(row.get("caps")));
        var recipient = "reader@%s.test".formatted(row.get("caps"));
        var file = new String(Cases.octets("mail/" + row.get("file")), ISO_8859_1);
        int before = host.messages().size();

        var reply = submitted(file.replace("{to}", recipient), recipient);

        assertThat(row.get("code").split("/", -1))
                .as(reply)
                .contains(reply.startsWith("5") ? "5xx" : reply.substring(0, 3));
        if (reply.startsWith("250")) {
            var shown = shown(reply.replaceAll(".*(msg_[0-9a-z]+).*", "$1"));
            until(() -> host.messages().size() > before);
            var arrived = host.messages().getLast();
            assertThat(domain.signed(arrived)).as(arrived).isTrue();
            for (var wanted : row.get("checks").split(" ; ", -1)) {
                check(wanted, arrived, shown);
            }
        }
    }

    private String submitted(String mail, String recipient) {
        var key = world.production().token().reveal();
        try (var client = RawSmtpClient.at(servers.submissionPort().orElseThrow()).signedIn(key)) {
            client.say("MAIL FROM:<app@example.org>");
            client.say("RCPT TO:<%s>".formatted(recipient));
            client.say("DATA");
            return client.send(mail).say(".");
        }
    }

    private JsonNode shown(String id) {
        return ApiCalls.json(api.get(world.bearer(world.production()), "/v1/messages/" + id));
    }

    private static void check(String wanted, String arrived, JsonNode shown) throws Exception {
        var name = wanted.replaceFirst("=.*", "");
        var value = wanted.substring(Math.min(wanted.length(), name.length() + 1));
        var mail = new MimeMessage(null, new ByteArrayInputStream(arrived.getBytes(UTF_8)));
        switch (name) {
            case "" -> {}
            case "subject" -> {
                assertThat(oneBlank(mail.getSubject())).isEqualTo(value);
                assertThat(oneBlank(shown.get("subject").asString())).isEqualTo(value);
            }
            case "shown" -> assertThat(shown.get("subject").asString()).isEqualTo(value);
            case "from" -> assertThat(shown.get("from").asString()).contains(value);
            case "tag" -> assertThat(oneBlank(shown.get("tag").asString())).isEqualTo(value);
            case "text" -> assertThat(oneBlank(texts(mail).getFirst())).contains(value);
            case "filename" -> assertThat(fileNames(mail)).contains(value);
            case "kind" ->
                    assertThat(shown.get("recipients").valueStream())
                            .allMatch(one -> one.get("kind").asString().equals(value));
            case "ascii" -> assertThat(arrived.split("\r\n\r\n", 2)[0]).matches("\\p{ASCII}*");
            case "7bit" -> assertThat(arrived).matches("\\p{ASCII}*");
            case "one" -> wellFormed(value, mail.getHeader(value));
            default -> throw new IllegalArgumentException(wanted);
        }
    }

    private static void wellFormed(String name, String[] values) throws Exception {
        assertThat(values).hasSize(1);
        if (name.equals("Date")) {
            assertThat(new MailDateFormat().parse(values[0])).isNotNull();
        } else {
            assertThat(values[0]).matches("<[^<>@\\s]+@[^<>@\\s]+>");
        }
    }

    private static String oneBlank(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static List<String> texts(Part part) throws MessagingException, IOException {
        return leaves(part).stream()
                .filter(leaf -> is(leaf, "text/plain"))
                .map(MailCasesTests::text)
                .toList();
    }

    private static List<String> fileNames(Part part) throws MessagingException, IOException {
        var names = new ArrayList<String>();
        for (var leaf : leaves(part)) {
            names.add(String.valueOf(leaf.getFileName()));
        }
        return names;
    }

    private static List<Part> leaves(Part part) throws MessagingException, IOException {
        if (!(part.getContent() instanceof Multipart parts)) {
            return List.of(part);
        }
        var leaves = new ArrayList<Part>();
        for (int i = 0; i < parts.getCount(); i++) {
            leaves.addAll(leaves(parts.getBodyPart(i)));
        }
        return leaves;
    }

    private static boolean is(Part part, String type) {
        try {
            return part.isMimeType(type);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Part part) {
        try {
            return part.getContent().toString();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
