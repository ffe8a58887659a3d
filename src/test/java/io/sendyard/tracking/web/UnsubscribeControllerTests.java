package io.sendyard.tracking.web;

import static io.sendyard.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.Mail;
import io.sendyard.SendyardTest;
import io.sendyard.Tables;
import io.sendyard.Visitor;
import io.sendyard.World;
import io.sendyard.server.ServerDeletion;
import io.sendyard.server.Stream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** Grace reads a newsletter and has enough of it; she has no account here, and no session. */
@SendyardTest
class UnsubscribeControllerTests {

    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PARTS =
            "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";

    @Autowired World world;
    @Autowired Mail mail;
    @Autowired ApiCalls api;
    @Autowired JdbcClient jdbc;
    @Autowired ServerDeletion deletion;
    @LocalServerPort int port;

    private String link = "";

    @BeforeEach
    void sendNewsletter() {
        var letter =
                mail.of(world.production())
                        .by(newsletter())
                        .from("Shop & Söhne <shop@acme.example>")
                        .save();
        link = "/u/" + mail.unsubscribing(letter);
    }

    @Test
    void openingThePageChangesNothing() {
        var before = new Tables(jdbc).of(world.acme());

        for (var answer :
                List.of(
                        grace().get(link),
                        grace().get(link + "?" + ONE_CLICK),
                        grace().get(link, "X-HTTP-Method-Override", "POST"),
                        grace().get(link, "Purpose", "prefetch"))) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(HtmlUtils.htmlUnescape(answer.body()))
                    .contains("<h1>Unsubscribe</h1>", "<form method=\"post\"")
                    .contains("grace@navy.example", newsletter().name())
                    .contains("Shop & Söhne <shop@acme.example>")
                    .doesNotContain(world.production().name(), world.acme().name(), "_csrf");
        }
        assertThat(grace().send("HEAD", link, "").statusCode()).isEqualTo(200);

        assertThat(new Tables(jdbc).of(world.acme())).isEqualTo(before);
    }

    @Test
    void itsAnswersAreForNobodyElse() {
        for (var answer :
                List.of(grace().get(link), post(ONE_CLICK, FORM), grace().get("/u/nothing"))) {
            var headers = answer.headers();
            assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
            assertThat(headers.allValues("X-Robots-Tag")).containsExactly("noindex");
            assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'self'", "form-action 'self'");
            assertThat(headers.firstValue("RateLimit-Limit")).contains("6000");
            assertThat(headers.firstValue("Set-Cookie")).isEmpty();
        }
        assertThat(new Tables(jdbc).rows("spring_session")).isEmpty();
    }

    @Test
    void aPostEndsItForThisStreamAlone() {
        var answer = post(ONE_CLICK, FORM);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("<h1>Unsubscribed</h1>", "grace@navy.example")
                .doesNotContain("<form");
        assertThat(suppressions(newsletter())).hasSize(1);
        var entry = suppressions(newsletter()).get(0);
        assertThat(entry.get("email").asString()).isEqualTo("grace@navy.example");
        assertThat(entry.get("reason").asString()).isEqualTo("UNSUBSCRIBE");
        assertThat(entry.get("origin").asString()).isEqualTo("recipient");
        assertThat(entry.get("streamId").asString()).isEqualTo(newsletter().cuid().value());
        assertThat(entry.get("messageId").asString()).startsWith("msg_");
        assertThat(suppressions(world.streams(world.production()).getFirst())).isEmpty();
        assertThat(grace().get(link).body()).contains("<h1>Unsubscribed</h1>");
    }

    @Test
    void aSecondPostSaysTheSameAndAddsNothing() {
        var first = post(ONE_CLICK, FORM).body();
        var before = new Tables(jdbc).of(world.acme());

        assertThat(post(ONE_CLICK, FORM).body()).isEqualTo(first);
        assertThat(post("", FORM).body()).isEqualTo(first);

        assertThat(new Tables(jdbc).of(world.acme())).isEqualTo(before);
        var stats = api.get(world.bearer(world.ada()), "/v1/stats?serverId=" + server());
        assertThat(json(stats).at("/totals/unsubscribed").asInt()).isEqualTo(1);
    }

    @Test
    void theBodyDoesNotMatter() {
        for (var type : List.of(FORM, "text/plain", "application/json", "nothing/known")) {
            for (var body : List.of("", ONE_CLICK, "{", "a=%zz&%", "x".repeat(100_000))) {
                unsuppress();
                assertThat(post(body, type).statusCode())
                        .as("%s: %.20s", type, body)
                        .isEqualTo(200);
                assertThat(suppressions(newsletter())).hasSize(1);
            }
        }
        unsuppress();
        assertThat(post(PARTS, "multipart/form-data; boundary=x").statusCode()).isEqualTo(200);
        assertThat(suppressions(newsletter())).hasSize(1);
    }

    @Test
    void asksForNoSessionAndTakesNone() {
        var ada = Visitor.at(port);
        ada.signIn(world.ada().email());

        assertThat(ada.get(link).body()).doesNotContain(world.ada().email(), "Sign out");
        assertThat(ada.submitWithoutToken(link, Map.of()).statusCode()).isEqualTo(200);
        assertThat(suppressions(newsletter())).hasSize(1);
        assertThat(ada.get("/email/servers").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "HEAD"})
    void isNothingWithoutATokenOfOurs(String method) {
        var token = link.substring("/u/".length());
        var altered = (token.charAt(31) == '0' ? "1" : "0");
        for (var path :
                List.of(
                        "/u",
                        "/u/",
                        "/u/..",
                        "/u/%2e%2e",
                        "/u/../email/servers",
                        "/u/0",
                        "/u/" + "0".repeat(32),
                        "/u/" + "v".repeat(4_000),
                        "/u/" + token.substring(0, 31) + altered,
                        link + "0",
                        link + "/",
                        link + "/x",
                        link + "%00",
                        link + ";x=1",
                        "/u/%F0%9F%9A%80")) {
            var answer = grace().send(method, path, "", "Content-Type", FORM);
            if (!path.contains("/..")) {
                assertThat(answer.statusCode()).as(path).isIn(400, 404);
            }
            assertThat(answer.body()).doesNotContain("grace@navy.example");
        }
        assertThat(suppressions(newsletter())).isEmpty();
    }

    @Test
    void otherVerbsAreNotForIt() {
        for (var method : List.of("PUT", "PATCH", "DELETE")) {
            assertThat(grace().send(method, link, "").statusCode()).as(method).isEqualTo(405);
        }
        assertThat(suppressions(newsletter())).isEmpty();
    }

    @Test
    void isGoneWithItsServer() {
        deletion.delete(world.production());

        assertThat(grace().get(link).statusCode()).isEqualTo(404);
        assertThat(post(ONE_CLICK, FORM).statusCode()).isEqualTo(404);
    }

    @Test
    void isGoneWithItsStream() {
        var stream = newsletter().id();
        for (var table : List.of("message_content", "recipient", "message")) {
            jdbc.sql("delete from " + table).update();
        }
        jdbc.sql("delete from stream where id = ?").param(stream).update();

        assertThat(grace().get(link).statusCode()).isEqualTo(404);
        assertThat(post(ONE_CLICK, FORM).statusCode()).isEqualTo(404);
    }

    @Test
    void theDashboardTellsThatSheUnsubscribed() {
        post(ONE_CLICK, FORM);
        var ada = Visitor.at(port);
        ada.signIn(world.ada().email());

        assertThat(ada.get("/email/servers/" + server() + "/suppressions").body())
                .contains("grace@navy.example", "<span>Unsubscribed</span>", "See the message")
                .contains("<td data-label=\"Not mailed by\">" + newsletter().name());
    }

    private Stream newsletter() {
        return world.streams(world.production()).get(1);
    }

    private String server() {
        return world.production().cuid().value();
    }

    private Visitor grace() {
        return Visitor.at(port);
    }

    private HttpResponse<String> post(String body, String type) {
        var octets = body.getBytes(StandardCharsets.UTF_8);
        return grace().send("POST", link, octets, "Content-Type", type);
    }

    private void unsuppress() {
        jdbc.sql("delete from suppression").update();
    }

    private JsonNode suppressions(Stream stream) {
        return json(api.get(world.bearer(world.ada()), "/v1/suppressions/" + stream.cuid()));
    }
}
