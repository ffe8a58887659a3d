package io.sendyard.message.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.World;
import io.sendyard.account.Role;
import io.sendyard.apikey.KeyType;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.sender.AddressConfirmation;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@SendyardTest
class MessageApiTests {

    @Autowired World world;
    @Autowired ApiCalls api;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired AddressConfirmation confirmationMail;

    @Test
    void showsAMessageWithItsRecipients() {
        var id =
                send(
                        "\"cc\": \"Bob <bob@example.com>\", \"tag\": \"t\", \"metadata\": {\"a\": \"b\"}");
        var key = "Bearer " + world.key(world.production(), KeyType.SEND_ONLY).secret().reveal();

        for (var bearer :
                List.of(key, world.bearer(world.production()), world.bearer(world.ben()))) {
            var body = ApiCalls.json(api.get(bearer, "/v1/messages/" + id));
            assertThat(body.get("to").asString()).isEqualTo("ann@example.com");
            assertThat(body.get("from").asString()).isEqualTo("a@acme.example");
            assertThat(body.at("/metadata/a").asString()).isEqualTo("b");
            assertThat(body.get("recipients").valueStream().map(r -> r.get("kind").asString()))
                    .containsExactly("to", "cc");
        }
    }

    @Test
    void hidesIdsThatAreNone() {
        for (var id :
                List.of("msg_1", "x", MessageId.fresh().toString(), "msg_" + "z".repeat(26))) {
            assertThat(api.get(world.bearer(world.ada()), "/v1/messages/" + id))
                    .hasStatus(HttpStatus.NOT_FOUND);
        }
    }

    @Test
    void listsTheNewestFirstByPageAndByCursor() {
        for (int i = 0; i < 5; i++) {
            send("\"subject\": \"No %d\"".formatted(i));
        }

        var first = list("?limit=2");
        assertThat(subjects(first)).containsExactly("No 4", "No 3");
        assertThat(first.at("/meta/total").asInt()).isEqualTo(5);
        assertThat(subjects(list("?limit=2&page=3"))).containsExactly("No 0");
        assertThat(list("?limit=2&page=3").at("/meta/nextCursor").isNull()).isTrue();
        var next = list("?limit=2&cursor=" + first.at("/meta/nextCursor").asString());
        assertThat(subjects(next)).containsExactly("No 2", "No 1");
        assertThat(next.at("/meta/total").isNull()).isTrue();
    }

    @Test
    void filters() {
        send(
                "\"subject\": \"100% Off\", \"tag\": \"sale\", \"to\": \"Bob@example.com\", \"stream\": \"broadcast\"");
        clock.stop();
        clock.advance(Duration.ofSeconds(2));
        var between = clock.instant().minusSeconds(1);
        send("\"subject\": \"Other\", \"from\": \"x@acme.example\"");
        var broadcast = world.streams(world.production()).get(1).cuid();

        for (var first :
                List.of(
                        "subject=100%25%20o",
                        "tag=sale",
                        "to=BOB@example.com",
                        "until=" + between,
                        "streamId=" + broadcast,
                        "from=a@acme.example")) {
            assertThat(subjects(list("?" + first))).as(first).containsExactly("100% Off");
        }
        for (var second :
                List.of(
                        "subject=THER",
                        "since=" + between,
                        "from=X@acme.example",
                        "to=ann@example.com")) {
            assertThat(subjects(list("?" + second))).as(second).containsExactly("Other");
        }
        assertThat(subjects(list("?status=queued"))).hasSize(2);
        assertThat(subjects(list("?status=bounced"))).isEmpty();
        assertThat(subjects(list("?subject=_"))).isEmpty();
    }

    @Test
    void ignoresTheCaseOfEveryLetterOfASubject() {
        send("\"subject\": \"Invoice für Ämter\"");

        assertThat(subjects(list("?subject=%C3%A4mter"))).hasSize(1);
        assertThat(subjects(list("?subject=F%C3%9CR"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "page=0",
                "page=501",
                "status=odd",
                "status=deferred",
                "to=x",
                "from=%00",
                "tag=%00",
                "subject=",
                "since=yesterday",
                "until=99999-01-01T00:00:00Z",
                "cursor=5",
                "page=x",
                "page=2147483647&limit=100"
            })
    void refusesWhatItDoesNotUnderstandByName(String query) {
        var answer = api.get(world.bearer(world.production()), "/v1/messages?" + query);

        assertThat(answer).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(ApiCalls.json(answer).at("/errors/0/field").asString())
                .isEqualTo(query.split("=", 2)[0]);
    }

    @Test
    void aPersonNamesTheServerOrAStream() {
        var ada = world.bearer(world.ada());
        send("\"subject\": \"Hi\"");

        assertThat(api.get(ada, "/v1/messages")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(
                        subjects(
                                ApiCalls.json(
                                        api.get(
                                                ada,
                                                "/v1/messages?serverId="
                                                        + world.production().cuid()))))
                .containsExactly("Hi");
        assertThat(
                        subjects(
                                ApiCalls.json(
                                        api.get(
                                                ada,
                                                "/v1/messages?serverId="
                                                        + world.staging().cuid()))))
                .isEmpty();
        assertThat(
                        api.get(
                                world.bearer(world.staging()),
                                "/v1/messages?serverId=" + world.production().cuid()))
                .hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void cancelsWhatStillWaits() {
        var bearer = world.bearer(world.production());
        var id = send("\"sendAt\": \"%s\"".formatted(clock.instant().plus(Duration.ofDays(1))));

        var answer = api.delete(bearer, "/v1/messages/" + id);

        assertThat(answer).hasStatusOk();
        assertThat(ApiCalls.json(answer).get("status").asString()).isEqualTo("cancelled");
        assertThat(
                        jdbc.sql("select count(*) from recipient where lane is not null")
                                .query(Long.class)
                                .single())
                .isZero();
        var shown = ApiCalls.json(api.get(bearer, "/v1/messages/" + id));
        assertThat(shown.at("/events/0/type").asString()).isEqualTo("cancelled");
        assertThat(shown.at("/recipients/0/status").asString()).isEqualTo("cancelled");
        assertThat(api.delete(bearer, "/v1/messages/" + id)).hasStatus(HttpStatus.CONFLICT);
    }

    @Test
    void cancelsNothingThatIsOnItsWay() {
        var id = send("\"subject\": \"Hi\"");
        jdbc.sql("update recipient set status = 'sending', lease = lease + 1").update();

        assertThat(api.delete(world.bearer(world.production()), "/v1/messages/" + id))
                .hasStatus(HttpStatus.CONFLICT);
        assertThat(jdbc.sql("select status from recipient").query(String.class).single())
                .isEqualTo("sending");
    }

    @Test
    void sendsAgainAsAMessageOfItsOwn() {
        var bearer = world.bearer(world.production());
        var id = send("\"bcc\": \"eve@example.com\", \"tag\": \"t\"");
        assertThat(api.post(bearer, "/v1/messages/" + id + "/resend"))
                .hasStatus(HttpStatus.CONFLICT);
        jdbc.sql("update message set status = 'captured'").update();

        var answer = api.post(bearer, "/v1/messages/" + id + "/resend");

        assertThat(answer).hasStatus(HttpStatus.CREATED);
        var again = ApiCalls.json(answer).get("id").asString();
        assertThat(again).isNotEqualTo(id);
        assertThat(content(again)).contains("Message-ID: <" + again + "@").doesNotContain(id);
        assertThat(
                        content(again)
                                .replaceFirst("(?s).*From:", "From:")
                                .replaceAll("Message-ID.*\r\n|Date.*\r\n", ""))
                .isEqualTo(content(id).replaceAll("Message-ID.*\r\n|Date.*\r\n", ""));
        var shown = ApiCalls.json(api.get(bearer, "/v1/messages/" + again));
        assertThat(shown.get("tag").asString()).isEqualTo("t");
        assertThat(shown.get("recipients")).hasSize(2);
        jdbc.sql("delete from message_content where message_id = ?")
                .param(MessageId.of(id).uuid())
                .update();
        assertThat(api.post(bearer, "/v1/messages/" + id + "/resend"))
                .hasStatus(HttpStatus.CONFLICT);
    }

    @Test
    void whoSendsSendsAgainAndAViewerDoesNot() {
        var id = send("\"tag\": \"t\"");
        jdbc.sql("update message set status = 'captured'").update();
        var path = "/v1/messages/" + id + "/resend";
        var viewer = world.person(world.acme(), "Vic", "vic@acme.example", Role.VIEWER);

        assertThat(api.post(world.bearer(viewer), path)).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(api.post(world.bearer(world.ben()), path)).hasStatus(HttpStatus.CREATED);
        assertThat(api.post(world.bearer(world.ben()), "/v1/send")).hasStatus(HttpStatus.FORBIDDEN);
    }

    @Test
    void mailsTheLinkThatConfirmsAnAddress() throws Exception {
        confirmationMail.mail(
                world.production().id(),
                EmailAddress.parse("ann@example.com").orElseThrow(),
                URI.create("https://mail.sendyard.example/confirm/abc"));

        var row = list("").at("/data/0");
        assertThat(row.get("from").asString())
                .isEqualTo("Sendyard <postmaster@mail.sendyard.example>");
        var octets = content(row.get("id").asString()).getBytes(StandardCharsets.UTF_8);
        assertThat(new MimeMessage(null, new ByteArrayInputStream(octets)).getContent().toString())
                .contains("https://mail.sendyard.example/confirm/abc");
    }

    private String send(String fields) {
        var all =
                "{\"from\": \"a@acme.example\", \"to\": \"ann@example.com\", \"text\": \"Hello\", %s}"
                        .formatted(fields);
        var answer = api.post(world.bearer(world.production()), "/v1/send", all);
        assertThat(answer).hasStatus(HttpStatus.CREATED);
        return ApiCalls.json(answer).get("id").asString();
    }

    private JsonNode list(String query) {
        return ApiCalls.json(api.get(world.bearer(world.production()), "/v1/messages" + query));
    }

    private static List<String> subjects(JsonNode page) {
        return page.get("data").valueStream().map(row -> row.get("subject").asString()).toList();
    }

    private String content(String id) {
        var octets =
                jdbc.sql("select content from message_content where message_id = ?")
                        .param(MessageId.of(id).uuid())
                        .query(byte[].class)
                        .single();
        return new String(octets, StandardCharsets.UTF_8);
    }
}
