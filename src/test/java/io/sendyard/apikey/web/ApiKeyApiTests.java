package io.sendyard.apikey.web;

import static io.sendyard.ApiCalls.json;
import static io.sendyard.ApiCalls.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.World;
import io.sendyard.core.Cuid;
import io.sendyard.core.Secret;
import io.sendyard.server.Server;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

@SendyardTest
class ApiKeyApiTests {

    @Autowired World world;

    @Autowired ApiCalls api;

    @Autowired MockMvcTester mvc;

    @Autowired TestClock clock;

    @Autowired JdbcClient jdbc;

    @Test
    void showsANewKeyOnce() {
        var answer =
                api.post(
                        ada(),
                        keys(world.production()),
                        """
                        {"name": "Production Backend", "type": "full_access", "expiresAt": null}\
                        """);

        assertThat(answer).hasStatus(HttpStatus.CREATED);
        var key = json(answer);
        assertThat(key.toString())
                .isEqualTo(
                        """
                        {"id":"%s","name":"Production Backend","type":"full_access","key":"%s","prefix":"%s","createdAt":"%s","expiresAt":null}\
                        """
                                .formatted(
                                        text(key, "id"),
                                        text(key, "key"),
                                        text(key, "prefix"),
                                        text(key, "createdAt")));
        assertThat(text(key, "id")).matches("c[0-9a-z]{24}");
        assertThat(text(key, "key")).matches("txk_live_[0-9a-z]{36}");
        assertThat(text(key, "prefix")).isEqualTo(text(key, "key").substring(0, 13));
        assertThat(json(api.get(ada(), keys(world.production()))).toString())
                .isEqualTo(
                        """
                        [{"id":"%s","name":"Production Backend","type":"full_access","prefix":"%s","createdAt":"%s","lastUsedAt":null,"expiresAt":null}]\
                        """
                                .formatted(
                                        text(key, "id"),
                                        text(key, "prefix"),
                                        text(key, "createdAt")));
    }

    @Test
    void aSandboxServersKeySaysSo() {
        assertThat(text(issue(world.staging(), "send_only", "null"), "key"))
                .matches("txk_test_[0-9a-z]{36}");
    }

    @Test
    void aMistypedKeyIsKnownByItsChecksum() {
        var key = text(issue(world.production(), "full_access", "null"), "key");
        var mistyped =
                key.substring(0, 20) + (key.charAt(20) == 'a' ? 'b' : 'a') + key.substring(21);

        assertThat(Secret.of(key).checksOut()).isTrue();
        assertThat(Secret.of(mistyped).checksOut()).isFalse();
        assertThat(api.get("Bearer " + mistyped, server())).hasStatus(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void keepsNoSecretInTheClear() {
        var once = "Idempotency-1";
        var body = "{\"name\": \"Backend\", \"type\": \"full_access\"}";
        var key = text(json(api.post(ada(), keys(world.production()), body, once)), "key");
        var created = json(api.post(ada(), "/v1/servers", "{\"name\": \"Shop\"}", "Idempotency-2"));
        var rotated =
                json(
                        api.post(
                                ada(),
                                "/v1/servers/" + text(created, "id") + "/token/rotate",
                                "{\"graceSeconds\": 60}",
                                "Idempotency-3"));

        var rows = everything();

        assertThat(rows).contains(Secret.of(key).hash(), Secret.of(text(rotated, "token")).hash());
        assertThat(rows)
                .doesNotContain(key, text(created, "token"), text(rotated, "token"), World.PASSWORD)
                .doesNotContain(world.production().token().reveal());
        assertThat(jdbc.sql("select count(*) from idempotency_record").query(Long.class).single())
                .isEqualTo(3);
    }

    @Test
    void opensItsServerByEitherHeader() {
        var key = text(issue(world.production(), "full_access", "null"), "key");

        assertThat(api.get("Bearer " + key, server())).hasStatusOk();
        assertThat(mvc.get().uri(server()).header("X-API-Key", key).exchange()).hasStatusOk();
    }

    @Test
    void notesItsLastUseToTheMinute() {
        var key = text(issue(world.production(), "full_access", "null"), "key");
        api.get("Bearer " + key, server());
        var first = lastUse();
        api.get("Bearer " + key, server());
        assertThat(lastUse()).matches("\\d{4}-.*\\.\\d{3}Z").isEqualTo(first);

        clock.advance(Duration.ofMinutes(2));
        api.get("Bearer " + key, server());
        assertThat(lastUse()).isGreaterThan(first);
    }

    @Test
    void opensNothingFromItsEndOn() {
        var end = clock.instant().plus(Duration.ofHours(2));
        var key = issue(world.production(), "full_access", "\"%s\"".formatted(end));
        var secret = "Bearer " + text(key, "key");

        assertThat(text(key, "expiresAt"))
                .isEqualTo(
                        end.toString().length() == 20
                                ? end.toString().replace("Z", ".000Z")
                                : end.toString());
        assertThat(api.get(secret, server())).hasStatusOk();
        clock.advance(Duration.ofHours(2).minusMinutes(1));
        assertThat(api.get(secret, server())).hasStatusOk();
        clock.advance(Duration.ofMinutes(1));
        assertThat(api.get(secret, server())).hasStatus(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void isRevokedAtOnce() {
        var key = issue(world.production(), "full_access", "null");
        var path = keys(world.production()) + "/" + text(key, "id");
        assertThat(api.get("Bearer " + text(key, "key"), server())).hasStatusOk();

        assertThat(api.delete(ada(), path)).hasStatus(HttpStatus.NO_CONTENT).body().isEmpty();

        assertThat(api.get("Bearer " + text(key, "key"), server()))
                .hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(json(api.get(ada(), keys(world.production())))).isEmpty();
        assertThat(api.delete(ada(), path)).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void belongsToOneServer() {
        var key = issue(world.production(), "full_access", "null");

        assertThat(api.delete(ada(), keys(world.staging()) + "/" + text(key, "id")))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.get("Bearer " + text(key, "key"), "/v1/servers/" + world.staging().cuid()))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.delete(ada(), keys(world.production()) + "/" + Cuid.fresh()))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(json(api.get(ada(), keys(world.production())))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    422 | name      | {"type": "send_only"}
                    422 | name      | {"name": "", "type": "send_only"}
                    422 | type      | {"name": "Backend"}
                    422 | type      | {"name": "Backend", "type": "admin"}
                    422 | expiresAt | {"name": "Backend", "type": "send_only", "expiresAt": "2001-01-01T00:00:00.000Z"}
                    400 | expiresAt | {"name": "Backend", "type": "send_only", "expiresAt": "tomorrow"}
                    400 | expiresAt | {"name": "Backend", "type": "send_only", "expiresAt": ""}
                    400 | expiresAt | {"name": "Backend", "type": "send_only", "expiresAt": 4102444800}
                    400 | expiresAt | {"name": "Backend", "type": "send_only", "expiresAt": true}
                    400 | expiresAt | {"name": "Backend", "type": "send_only", "expiresAt": "+999999999-12-31T23:59:59Z"}
                    400 | name      | {"name": 5, "type": "send_only"}
                    400 | type      | {"name": "Backend", "type": 1}
                    """)
    void refusesAKeyAgainstTheRules(int status, String field, String body) {
        var answer = api.post(ada(), keys(world.production()), body);

        assertThat(answer).hasStatus(status);
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(json(api.get(ada(), keys(world.production())))).isEmpty();
    }

    private JsonNode issue(Server server, String type, String expiresAt) {
        var body =
                "{\"name\": \"Backend\", \"type\": \"%s\", \"expiresAt\": %s}"
                        .formatted(type, expiresAt);
        var answer = api.post(ada(), keys(server), body);
        assertThat(answer).hasStatus(HttpStatus.CREATED);
        return json(answer);
    }

    private String lastUse() {
        return text(json(api.get(ada(), keys(world.production()))).get(0), "lastUsedAt");
    }

    /** Every row of every table, as text. */
    private String everything() {
        List<String> tables =
                jdbc.sql(
                                "select table_name from information_schema.tables where lower(table_schema) = 'public'")
                        .query(String.class)
                        .list();
        assertThat(tables).hasSizeGreaterThan(10);
        var text = new StringBuilder();
        for (var table : tables) {
            for (Map<String, Object> row :
                    jdbc.sql("select * from \"" + table + "\"").query().listOfRows()) {
                text.append(row).append('\n');
            }
        }
        return text.toString();
    }

    private String server() {
        return "/v1/servers/" + world.production().cuid();
    }

    private static String keys(Server server) {
        return "/v1/servers/" + server.cuid() + "/api-keys";
    }

    private String ada() {
        return world.bearer(world.ada());
    }
}
