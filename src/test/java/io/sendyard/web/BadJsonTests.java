package io.sendyard.web;

import static io.sendyard.web.HostileValues.FINE_AS_A_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.core.Cuid;
import io.sendyard.core.Name;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of API calls that nobody should send. */
@SendyardTest
class BadJsonTests {

    private static final JsonMapper JSON = new JsonMapper();

    @Autowired World world;
    @Autowired ApiCalls calls;
    @Autowired JdbcClient jdbc;

    private String bearer = "";

    @BeforeEach
    void roomForAll() {
        world.plan(world.acme(), "enterprise");
        bearer = world.bearer(world.ada());
    }

    @ParameterizedTest
    @CsvSource({
        "POST,  /v1/servers,                    name",
        "PATCH, /v1/servers/{server},           name",
        "POST,  /v1/servers/{server}/api-keys,  name",
        "POST,  /v1/streams,                    name",
        "PATCH, /v1/streams/{stream},           name",
        "POST,  /v1/streams,                    description",
        "PATCH, /v1/streams/{stream},           description",
    })
    void textsAreRefusedByNameOrKeptAsTheyAre(String method, String path, String field) {
        var all = new SoftAssertions();
        HostileValues.sample()
                .forEach((flaw, value) -> {
                    var answer = call(method, path, field, JSON.writeValueAsString(value));
                    boolean fine = FINE_AS_A_NAME.contains(flaw) || isFine(field, flaw);
                    if (fine) {
                        all.assertThat(answer.status()).as(flaw).isIn(200, 201);
                        all.assertThat(answer.body().path(field).asString())
                                .as(flaw)
                                .isEqualTo(
                                        String.valueOf(Name.optional(value)).replace("null", ""));
                    } else {
                        answer.blames(field, flaw, all);
                    }
                });
        HostileValues.notTexts()
                .forEach(
                        (flaw, value) -> call(method, path, field, value).blames(field, flaw, all));
        all.assertAll();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST  | /v1/servers                         | color",
                "PATCH | /v1/servers/{server}                | color",
                "POST  | /v1/servers                         | mode",
                "PATCH | /v1/servers/{server}                | mode",
                "PATCH | /v1/servers/{server}                | defaultStreamId",
                "PATCH | /v1/servers/{server}                | trackingDomain",
                "PATCH | /v1/servers/{server}                | trackOpens",
                "PATCH | /v1/servers/{server}                | trackClicks",
                "PATCH | /v1/servers/{server}                | autoSuppressBounces",
                "PATCH | /v1/servers/{server}                | autoSuppressComplaints",
                "POST  | /v1/servers/{server}/token/rotate   | graceSeconds",
                "POST  | /v1/servers/{server}/api-keys       | type",
                "POST  | /v1/servers/{server}/api-keys       | expiresAt",
                "POST  | /v1/streams                         | type",
            })
    void wordsNumbersAndSwitchesAreRefusedByName(String method, String path, String field) {
        var all = new SoftAssertions();
        HostileValues.sample()
                .forEach((flaw, value) -> {
                    boolean none = field.equals("trackingDomain") && Name.optional(value) == null;
                    if (!none) {
                        call(method, path, field, JSON.writeValueAsString(value))
                                .blames(field, flaw, all);
                    }
                });
        for (var value :
                List.of("0", "1", "3", "-1", "1.5", "1e400", "99999999999999999999", "[]", "{}")) {
            boolean seconds =
                    field.equals("graceSeconds") && List.of("0", "1", "3").contains(value);
            if (!seconds) {
                call(method, path, field, value).blames(field, value, all);
            }
        }
        all.assertAll();
        assertThat(jdbc.sql("select count(*) from server").query(Integer.class).single())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "name", "serverId"})
    void requiredFieldsAreRequiredByName(String field) {
        var all = new SoftAssertions();
        call("POST", "/v1/streams", field, "null").blames(field, "null", all);
        if (!field.equals("serverId")) {
            call("POST", "/v1/servers/{server}/api-keys", field, "null").blames(field, "null", all);
        }
        all.assertAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "password"})
    void signInRefusesEveryText(String field) {
        var all = new SoftAssertions();
        var values = new java.util.LinkedHashMap<>(HostileValues.notTexts());
        HostileValues.sample()
                .forEach((flaw, text) -> values.put(flaw, JSON.writeValueAsString(text)));
        values.forEach((flaw, value) -> {
            jdbc.sql("delete from sign_in_failures").update();
            var answer = call("POST", "/v1/auth/login", field, value);
            all.assertThat(answer.status()).as(flaw).isIn(400, 401, 422);
        });
        all.assertAll();
    }

    @Test
    void anIdThatIsNoneIsRefusedByName() {
        var answer = call("PATCH", "/v1/servers/{server}", "defaultStreamId", "\"none\"");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("errors").path(0).path("field").asString())
                .isEqualTo("defaultStreamId");
    }

    private static boolean isFine(String field, String flaw) {
        return field.equals("description")
                && List.of(
                                "empty",
                                "only spaces",
                                "only no-break spaces",
                                "101 letters",
                                "101 emoji")
                        .contains(flaw);
    }

    /** A call that is right but for this field. */
    private Answer call(String method, String path, String field, String value) {
        var body = JSON.createObjectNode();
        if (method.equals("POST")) {
            body.put("name", "Fine " + Cuid.fresh());
            body.put("type", path.contains("api-keys") ? "send_only" : "broadcast");
            body.put("serverId", world.production().cuid().value());
            body.put("email", world.ada().email());
            body.put("password", World.PASSWORD);
        }
        body.put(field, "VALUE");
        var text = body.toString().replace("\"VALUE\"", value);
        return new Answer(new HostileCalls(calls, world, bearer).call(method, path, text));
    }

    /** What came back. */
    record Answer(int status, String text) {

        Answer(HostileCalls.Answer answer) {
            this(answer.status(), answer.text());
        }

        JsonNode body() {
            return JSON.readTree(text);
        }

        void blames(String field, String flaw, SoftAssertions all) {
            all.assertThat(status).as(flaw + ": " + text).isIn(400, 422);
            all.assertThat(text).as(flaw).doesNotContain("Exception", "io.sendyard", "<html");
            all.assertThat(body().path("code").asString())
                    .as(flaw)
                    .isIn("validation_failed", "malformed_request");
            boolean broken = flaw.contains("deep") || flaw.contains("long number");
            if (!broken) {
                all.assertThat(body().path("errors").path(0).path("field").asString())
                        .as(flaw + ": " + text)
                        .isEqualTo(field);
            }
        }
    }
}
