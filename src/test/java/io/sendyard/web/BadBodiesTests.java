package io.sendyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import io.sendyard.core.Cuid;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bodies of API calls that are wrong as a whole, or say more than callers may. */
@SendyardTest
class BadBodiesTests {

    @Autowired World world;
    @Autowired ApiCalls calls;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    private String bearer = "";

    @BeforeEach
    void signIn() {
        bearer = world.bearer(world.ada());
    }

    @Test
    void bodiesThatAreNoObjectAreRefused() {
        var all = new SoftAssertions();
        for (var route :
                List.of(
                        "POST /v1/servers",
                        "PATCH /v1/servers/{server}",
                        "POST /v1/streams",
                        "PATCH /v1/streams/{stream}",
                        "POST /v1/servers/{server}/api-keys",
                        "POST /v1/servers/{server}/token/rotate",
                        "POST /v1/auth/login")) {
            var parts = route.split(" ", 2);
            for (var body :
                    List.of(
                            "[]",
                            "null",
                            "1",
                            "\"a\"",
                            "{",
                            "{\"name\"",
                            "{'a': 1}",
                            "a",
                            "\0",
                            " ",
                            "{\"name\": \"a\"} x",
                            "\ufeff{}",
                            "{\"name\": NaN}")) {
                var answer = hostile().call(parts[0], parts[1], body);
                boolean absent =
                        parts[1].endsWith("rotate")
                                && List.of("null", " ", "\ufeff{}").contains(body);
                boolean nothing = body.endsWith("{}") && !parts[0].equals("POST");
                if (!absent && !nothing) {
                    all.assertThat(answer.status()).as(route + " " + body).isIn(400, 422);
                }
            }
            var latin1 = "{\"name\": \"\u00e9\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
            all.assertThat(
                            raw(parts[0], parts[1], latin1, MediaType.APPLICATION_JSON_VALUE)
                                    .statusCode())
                    .as(route + " in Latin-1")
                    .isEqualTo(400);
            var fine = "{\"name\": \"a\"}".getBytes(StandardCharsets.UTF_8);
            for (var type : List.of("text/plain", "application/xml", "multipart/form-data", "a")) {
                all.assertThat(raw(parts[0], parts[1], fine, type).statusCode())
                        .as(route + " as " + type)
                        .isIn(400, 415);
            }
        }
        all.assertAll();
    }

    @Test
    void aBlankKeyIsNone() {
        for (var key : List.of("", " ", "Bearer", "pt_live_", "txk_live_\u00e9")) {
            assertThat(Visitor.at(port).get("/v1/servers", "X-API-Key", key).statusCode())
                    .as(key)
                    .isEqualTo(401);
        }
    }

    @Test
    void nestingEndsAt500() {
        for (var depth : List.of(499, 500)) {
            var body = "{\"name\": \"Deep %d\", \"x\": %s}".formatted(depth, nested(depth - 1));
            assertThat(hostile().call("PATCH", "/v1/servers/{server}", body).status())
                    .as("depth %d", depth)
                    .isEqualTo(200);
        }
        for (var depth : List.of(501, 100_000)) {
            var body = "{\"name\": \"Deep %d\", \"x\": %s}".formatted(depth, nested(depth - 1));
            assertThat(hostile().call("PATCH", "/v1/servers/{server}", body).status())
                    .as("depth %d", depth)
                    .isEqualTo(400);
        }
    }

    @Test
    void fieldsThatAreNotTheCallersToSetAreIgnored() {
        var id = Cuid.fresh().value();
        var body =
                """
                {"name": "Mine", "id": "%s", "accountId": %d, "plan": "enterprise", "role": "owner",
                 "verified": true, "createdAt": "2001-01-01T00:00:00.000Z", "token": "pt_live_mine",
                 "version": 7, "nameKey": "x", "deletedAt": "2001-01-01T00:00:00.000Z"}\
                """
                        .formatted(id, world.globex().id());

        for (var route : List.of("POST /v1/servers", "PATCH /v1/servers/{server}")) {
            var parts = route.split(" ", 2);
            var answer =
                    hostile().call(parts[0], parts[1], body.replace("Mine", "Mine " + parts[0]));
            assertThat(answer.status()).isIn(200, 201);
            assertThat(answer.text()).doesNotContain(id, "2001-01-01", "\"pt_live_mine\"");
        }
        assertThat(
                        jdbc.sql("select count(*) from server where account_id = ?")
                                .param(world.globex().id())
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private HostileCalls hostile() {
        return new HostileCalls(calls, world, bearer);
    }

    private HttpResponse<String> raw(String method, String path, byte[] body, String type) {
        return Visitor.at(port)
                .send(
                        method,
                        hostile().path(path),
                        body,
                        "Authorization",
                        bearer,
                        "Content-Type",
                        type);
    }
}
