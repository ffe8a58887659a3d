package io.sendyard.server.web;

import static io.sendyard.ApiCalls.json;
import static io.sendyard.ApiCalls.text;
import static io.sendyard.ApiCalls.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

@SendyardTest
class ServerApiTests {

    private static final String INSTANT = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z";
    private static final String ID = "c[0-9a-z]{24}";

    @Autowired World world;

    @Autowired ApiCalls api;

    @Test
    void createsAServerWithItsTokenAndItsThreeStreams() {
        var answer =
                api.post(
                        ada(),
                        "/v1/servers",
                        """
                        {"name": " Production App ", "color": "blue", "mode": "live"}\
                        """);

        assertThat(answer).hasStatus(HttpStatus.CREATED);
        var server = json(answer);
        assertThat(answer).hasHeader("Location", "/v1/servers/" + text(server, "id"));
        assertThat(text(server, "id")).matches(ID);
        assertThat(text(server, "name")).isEqualTo("Production App");
        assertThat(text(server, "color")).isEqualTo("blue");
        assertThat(text(server, "mode")).isEqualTo("live");
        assertThat(text(server, "token")).matches("pt_live_[0-9a-z]{32}");
        assertThat(text(server, "createdAt")).matches(INSTANT);
        assertThat(texts(server.get("streams"), "name"))
                .containsExactly("Transactional", "Broadcast", "Inbound");
        assertThat(texts(server.get("streams"), "type"))
                .containsExactly("transactional", "broadcast", "inbound");
        assertThat(texts(server.get("streams"), "id")).isSorted().allMatch(id -> id.matches(ID));
    }

    @Test
    void needsNothingButAName() {
        var server = json(api.post(ada(), "/v1/servers", "{\"name\": \"Bare\"}"));

        assertThat(server.get("color").isNull()).isTrue();
        assertThat(text(server, "mode")).isEqualTo("live");
    }

    @Test
    void aSandboxServersTokenSaysSo() {
        var server =
                json(
                        api.post(
                                ada(),
                                "/v1/servers",
                                "{\"name\": \"Trial\", \"mode\": \"sandbox\"}"));

        assertThat(text(server, "token")).matches("pt_test_[0-9a-z]{32}");
    }

    @Test
    void showsWhatItCreatedWithItsSettings() {
        var created = json(api.post(ada(), "/v1/servers", "{\"name\": \"Shop\"}"));
        var shown = json(api.get(ada(), "/v1/servers/" + text(created, "id")));

        assertThat(shown).isEqualTo(created);
        assertThat(shown.get("settings").toString())
                .isEqualTo(
                        """
                        {"defaultStreamId":"%s","trackingDomain":null,"trackOpens":false,"trackClicks":false,\
                        "autoSuppressBounces":true,"autoSuppressComplaints":true}\
                        """
                                .formatted(text(shown.at("/streams/0"), "id")));
        assertThat(texts(shown.get("streams"), "slug"))
                .containsExactly("transactional", "broadcast", "inbound");
        assertThat(texts(shown.get("streams"), "description"))
                .containsExactly(
                        "Password resets, receipts, and account notifications",
                        "Marketing campaigns and newsletters",
                        "Incoming email processing");
        assertThat(texts(shown.get("streams"), "createdAt")).allMatch(at -> at.matches(INSTANT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": null}",
                "{\"name\": \"\"}",
                "{\"name\": \"  \\t \"}",
                "{\"name\": \"a\\u0007b\"}",
                "{\"name\": \"a\\nb\"}",
                "{\"name\": \"a\\u202eb\"}"
            })
    void refusesANameThatIsNone(String body) {
        assertThat(api.post(ada(), "/v1/servers", body))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyJson()
                .extractingPath("$.errors[*].field")
                .asArray()
                .containsExactly("name");
    }

    @Test
    void countsTheCharactersOfANameAsPeopleDo() {
        var hundred = "{\"name\": \"%s\"}".formatted("😀".repeat(100));
        var more = "{\"name\": \"%s\"}".formatted("😀".repeat(101));

        assertThat(api.post(ada(), "/v1/servers", hundred)).hasStatus(HttpStatus.CREATED);
        assertThat(api.post(ada(), "/v1/servers", more))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @ParameterizedTest
    @CsvSource({"color, pink", "color, Blue", "color, BLUE", "color, ''", "mode, test", "mode, ''"})
    void refusesAWordThatIsNoneOfItsKind(String field, String word) {
        var body = "{\"name\": \"Shop\", \"%s\": \"%s\"}".formatted(field, word);

        assertThat(api.post(ada(), "/v1/servers", body))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"purple", "blue", "turquoise", "green", "yellow", "orange", "red", "grey"})
    void takesEachColor(String color) {
        var body = "{\"name\": \"Shop\", \"color\": \"%s\"}".formatted(color);

        assertThat(text(json(api.post(ada(), "/v1/servers", body)), "color")).isEqualTo(color);
    }

    @Test
    void refusesATakenNameWhateverItsCase() {
        var answer = api.post(ada(), "/v1/servers", "{\"name\": \" PRODUCTION\"}");

        assertThat(answer).hasStatus(HttpStatus.CONFLICT);
        assertThat(text(json(answer), "code")).isEqualTo("conflict");
        assertThat(texts(json(answer).get("errors"), "field")).containsExactly("name");
        assertThat(api.post(ada(), "/v1/servers", "{\"name\": \"Globex Shop\"}"))
                .hasStatus(HttpStatus.CREATED);
    }

    @Test
    void refusesAServerBeyondThePlan() {
        world.plan(world.acme(), "free");

        var answer = api.post(ada(), "/v1/servers", "{\"name\": \"One more\"}");

        assertThat(answer).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(text(json(answer), "code")).isEqualTo("plan_limit_reached");
        assertThat(text(json(answer), "detail"))
                .contains("Free", "1 server", "Move to a larger plan");
        assertThat(json(api.get(ada(), "/v1/servers"))).hasSize(2);
    }

    @Test
    void takesNothingThatIsNotTheCallersToGive() {
        var body =
                """
                {"name": "Shop", "id": "%s", "accountId": %d, "plan": "enterprise", "role": "owner", "verified": true,
                 "token": "pt_live_00000000000000000000000000000000", "createdAt": "2001-01-01T00:00:00.000Z",
                 "streams": []}\
                """
                        .formatted(world.globexServer().cuid(), world.globex().id());

        var server = json(api.post(ada(), "/v1/servers", body));

        assertThat(text(server, "id")).isNotEqualTo(world.globexServer().cuid().value());
        assertThat(text(server, "token")).doesNotContain("0000000000");
        assertThat(text(server, "createdAt")).doesNotStartWith("2001");
        assertThat(server.get("streams")).hasSize(3);
        assertThat(json(api.get(world.bearer(world.carla()), "/v1/servers"))).hasSize(1);
    }

    private String ada() {
        return world.bearer(world.ada());
    }
}
