package io.sendyard.message.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.World;
import io.sendyard.apikey.KeyType;
import io.sendyard.core.MessageId;
import io.sendyard.server.StreamChanges;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SendyardTest
class SendApiTests {

    private static final String HELLO =
            """
            {"from": "\\"Acme\\" <hello@acme.example>", "to": "ann@example.com", "subject": "Hi", "text": "Hello"}\
            """;

    @Autowired World world;
    @Autowired ApiCalls api;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired StreamChanges streams;

    @Test
    void acceptsAMessageAndStoresItAsItGoesOut() throws Exception {
        var answer = send(HELLO);

        assertThat(answer).hasStatus(HttpStatus.CREATED);
        var id = ApiCalls.json(answer).get("id").asString();
        assertThat(ApiCalls.json(answer).get("status").asString()).isEqualTo("queued");
        assertThat(answer.getResponse().getHeader("Location")).isEqualTo("/v1/messages/" + id);
        var mail = stored(id);
        assertThat(mail.getSubject()).isEqualTo("Hi");
        assertThat(mail.getMessageID()).isEqualTo("<" + id + "@acme.example>");
        assertThat(mail.getFrom()[0].toString()).isEqualTo("Acme <hello@acme.example>");
        assertThat(mail.getContent()).isEqualTo("Hello\r\n");
        assertThat(recipient(id))
                .containsEntry("ADDRESS", "ann@example.com")
                .containsEntry("DOMAIN", "example.com")
                .containsEntry("KIND", "to")
                .containsEntry("STATUS", "queued")
                .containsEntry("LEASE", 0)
                .containsEntry("ATTEMPTS", 0);
        assertThat(row(id))
                .containsEntry("FROM_HEADER", "Acme <hello@acme.example>")
                .containsEntry("FROM_KEY", "hello@acme.example")
                .containsEntry("TO_ADDRESSES", "ann@example.com")
                .containsEntry("SOURCE", "api");
    }

    @Test
    void takesASendOnlyKeyAndNoPerson() {
        var key = world.key(world.production(), KeyType.SEND_ONLY).secret().reveal();

        assertThat(api.post("Bearer " + key, "/v1/send", HELLO)).hasStatus(HttpStatus.CREATED);
        assertThat(api.post(world.bearer(world.ada()), "/v1/send", HELLO))
                .hasStatus(HttpStatus.FORBIDDEN);
    }

    @Test
    void sendsTransactionalMailForADayAndBroadcastsForThree() {
        clock.stop();
        var id = id(send(HELLO));
        var broadcast = id(send(with("\"stream\": \"broadcast\"")));

        assertThat(recipient(id).get("LANE")).hasToString("0");
        assertThat(recipient(broadcast).get("LANE")).hasToString("1");
        assertThat(patience(id)).isEqualTo(Duration.ofDays(1));
        assertThat(patience(broadcast)).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void takesAStreamByItsIdAndRefusesOthers() {
        var server = world.production();
        var stream = world.streams(server).get(1);
        var by = "\"stream\": \"%s\"";

        assertThat(send(with(by.formatted(stream.cuid())))).hasStatus(HttpStatus.CREATED);
        refused(with(by.formatted("inbound")), "stream");
        refused(with(by.formatted("no-such")), "stream");
        refused(
                with(by.formatted(world.streams(world.globexServer()).getFirst().cuid())),
                "stream");
        streams.archive(stream);
        refused(with(by.formatted(stream.cuid())), "stream");
    }

    @Test
    void schedulesUpTo30DaysAhead() {
        clock.stop();
        var at = "\"sendAt\": \"%s\"";
        var last = clock.instant().plus(Duration.ofDays(30));

        var answer = send(with(at.formatted(last)));

        assertThat(ApiCalls.json(answer).get("status").asString()).isEqualTo("scheduled");
        assertThat(recipient(id(answer))).containsEntry("STATUS", "scheduled");
        refused(with(at.formatted(last.plusMillis(1))), "sendAt");
        var past = send(with(at.formatted(clock.instant().minusSeconds(60))));
        assertThat(ApiCalls.json(past).get("status").asString()).isEqualTo("queued");
    }

    @Test
    void fillsInVariablesOnlyWhereThereAreSome() throws Exception {
        var text =
                "{\"from\": \"a@b.example\", \"to\": \"c@d.example\", \"subject\": \"{{n}}\", \"html\": \"<b>{{n}}</b>\", \"text\": \"{{n}}\"%s}";

        var plain = stored(id(send(text.formatted(""))));
        var filled = stored(id(send(text.formatted(", \"variables\": {\"n\": \"A & B\"}"))));

        assertThat(plain.getSubject()).isEqualTo("{{n}}");
        assertThat(filled.getSubject()).isEqualTo("A & B");
        var parts = (jakarta.mail.internet.MimeMultipart) filled.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo("A & B");
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<b>A &amp; B</b>");
        refused(text.formatted(", \"variables\": {}, \"template\": \"welcome\""), "template");
    }

    @Test
    void aBadMessageOfABatchSpoilsOnlyItself() {
        var answer =
                api.post(
                        world.bearer(world.production()),
                        "/v1/send/batch",
                        "{\"messages\": [%s, {\"to\": 5}, {\"to\": \"no\", \"text\": \"x\"}, null, %s]}"
                                .formatted(HELLO, HELLO));

        assertThat(answer).hasStatus(HttpStatus.OK);
        var results = ApiCalls.json(answer).get("results");
        assertThat(results).hasSize(5);
        assertThat(results.get(0).get("status").asString()).isEqualTo("queued");
        assertThat(results.get(1).at("/error/code").asString()).isEqualTo("malformed_request");
        assertThat(results.get(2).at("/error/errors/0/field").asString()).isEqualTo("to");
        assertThat(results.get(3).at("/error/status").asInt()).isEqualTo(422);
        assertThat(results.get(4).get("id").asString()).startsWith("msg_");
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void aBatchHas1To500Messages() {
        var batch = "{\"messages\": [%s]}";
        var bearer = world.bearer(world.production());

        assertThat(
                        api.post(
                                bearer,
                                "/v1/send/batch",
                                batch.formatted((HELLO + ",").repeat(499) + HELLO)))
                .hasStatus(HttpStatus.OK);
        assertThat(count()).isEqualTo(500);
        assertThat(
                        api.post(
                                bearer,
                                "/v1/send/batch",
                                batch.formatted((HELLO + ",").repeat(500) + HELLO)))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(api.post(bearer, "/v1/send/batch", batch.formatted("")))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(count()).isEqualTo(500);
    }

    @Test
    void happensOncePerIdempotencyKey() {
        var bearer = world.bearer(world.production());

        var first = api.post(bearer, "/v1/send", HELLO, "order-1");
        var again = api.post(bearer, "/v1/send", HELLO, "order-1");

        assertThat(again.getResponse().getHeader("Idempotent-Replayed")).isEqualTo("true");
        assertThat(id(again)).isEqualTo(id(first));
        assertThat(count()).isEqualTo(1);
    }

    private MvcTestResult send(String body) {
        return api.post(world.bearer(world.production()), "/v1/send", body);
    }

    private void refused(String body, String field) {
        var answer = send(body);
        assertThat(answer).as(field).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(ApiCalls.json(answer).at("/errors/0/field").asString()).isEqualTo(field);
    }

    private static String with(String field) {
        return HELLO.replace("{", "{" + field + ", ");
    }

    private static String id(MvcTestResult answer) {
        return ApiCalls.json(answer).get("id").asString();
    }

    private MimeMessage stored(String id) throws Exception {
        var content =
                jdbc.sql("select content from message_content where message_id = ?")
                        .param(MessageId.of(id).uuid())
                        .query(byte[].class)
                        .single();
        return new MimeMessage(null, new ByteArrayInputStream(content));
    }

    private Map<String, Object> row(String id) {
        return one("select * from message where id = ?", id);
    }

    private Map<String, Object> recipient(String id) {
        return one("select * from recipient where message_id = ?", id);
    }

    private Map<String, Object> one(String sql, String id) {
        var row = new java.util.TreeMap<String, Object>();
        jdbc.sql(sql)
                .param(MessageId.of(id).uuid())
                .query()
                .singleRow()
                .forEach((name, value) -> row.put(name.toUpperCase(java.util.Locale.ROOT), value));
        return row;
    }

    private Duration patience(String id) {
        return jdbc.sql("select due_at, give_up_at from recipient where message_id = ?")
                .param(MessageId.of(id).uuid())
                .query((row, _) ->
                        Duration.between(
                                row.getTimestamp(1).toInstant(), row.getTimestamp(2).toInstant()))
                .single();
    }

    private long count() {
        return jdbc.sql("select count(*) from message").query(Long.class).single();
    }
}
