package io.sendyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiWire;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@SendyardTest
class ApiOverTheWireTests {

    @Autowired World world;

    @Autowired ApiWire wire;

    @Test
    void anUnknownAddressIsNotFound() throws Exception {
        wire.assertProblem(get("/v1/nothing"), 404, "not_found");
        wire.assertProblem(
                get("/v1/servers/" + world.production().cuid() + "/nothing"), 404, "not_found");
        wire.assertProblem(get("/v1/servers/" + world.production().cuid() + "/"), 404, "not_found");
        wire.assertProblem(get("/v1/servers/nonsense"), 404, "not_found");
        wire.assertProblem(get("/v1/servers/" + world.globexServer().cuid()), 404, "not_found");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /v1/servers, 'GET,POST'",
        "DELETE, /v1/servers, 'GET,POST'",
        "PUT, /v1/servers/{server}, 'DELETE,GET,PATCH'",
        "POST, /v1/servers/{server}, 'DELETE,GET,PATCH'",
        "GET, /v1/servers/{server}/token/rotate, POST",
        "DELETE, /v1/streams, 'GET,POST'",
        "GET, /v1/auth/login, POST",
        "POST, /v1/openapi.json, GET"
    })
    void saysWhichMethodsAnAddressTakes(String method, String path, String allowed)
            throws Exception {
        var answer =
                wire.send(
                        method,
                        path.replace("{server}", world.production().cuid().value()),
                        BodyPublishers.ofString("{}"),
                        ada());

        wire.assertProblem(answer, 405, "method_not_allowed");
        assertThat(List.of(answer.headers().firstValue("Allow").orElse("").split(", ?", -1)))
                .contains(allowed.split(",", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/png"})
    void answersInJsonOnly(String type) throws Exception {
        var headers = Map.of("Authorization", world.bearer(world.ada()), "Accept", type);

        wire.assertProblem(
                wire.send("GET", "/v1/servers", BodyPublishers.noBody(), headers),
                406,
                "not_acceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/xml",
                "nonsense"
            })
    void readsJsonOnly(String type) throws Exception {
        var headers = Map.of("Authorization", world.bearer(world.ada()), "Content-Type", type);

        wire.assertProblem(
                wire.send("POST", "/v1/servers", BodyPublishers.ofString("name=Shop"), headers),
                415,
                "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "\"Shop\"",
                "null",
                "5",
                "{\"name\": \"Shop\"",
                "{'name': 'Shop'}",
                "{\"name\": NaN}",
                "{\"name\": \"\\x\"}",
                "\u0000"
            })
    void refusesABodyThatIsNoJsonObject(String body) throws Exception {
        wire.assertProblem(
                wire.send("POST", "/v1/servers", BodyPublishers.ofString(body), ada()),
                400,
                "malformed_request");
        wire.assertProblem(
                wire.send(
                        "PATCH",
                        "/v1/servers/" + world.production().cuid(),
                        BodyPublishers.ofString(body),
                        ada()),
                400,
                "malformed_request");
    }

    @Test
    void refusesABodyThatIsNoUtf8() throws Exception {
        var body = "{\"name\": \"Caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        wire.assertProblem(
                wire.send("POST", "/v1/servers", BodyPublishers.ofByteArray(body), ada()),
                400,
                "malformed_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer x",
                "Bearer a.b.c",
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.",
                "Bearer pt_live_00000000000000000000000000000000",
                "Bearer txk_live_000000000000000000000000000000000000",
                "Bearer txa_000000000000000000000000000000000000",
                "Bearer two words",
                "Basic YWRhOnB3"
            })
    void letsNobodyInWithASecretThatOpensNothing(String authorization) throws Exception {
        var answer =
                wire.send(
                        "GET",
                        "/v1/servers",
                        BodyPublishers.noBody(),
                        Map.of("Authorization", authorization));

        wire.assertProblem(answer, 401, "unauthorized");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void letsNobodyInWithoutASecret() throws Exception {
        var none = Map.<String, String>of();

        wire.assertProblem(
                wire.send("GET", "/v1/servers", BodyPublishers.noBody(), none),
                401,
                "unauthorized");
        wire.assertProblem(
                wire.send("GET", "/v1/nothing", BodyPublishers.noBody(), none),
                401,
                "unauthorized");
        wire.assertProblem(
                wire.send("GET", "/v1/servers", BodyPublishers.noBody(), Map.of("X-API-Key", "")),
                401,
                "unauthorized");
        wire.assertProblem(
                wire.send(
                        "GET",
                        "/v1/servers?access_token=" + world.production().token().reveal(),
                        BodyPublishers.noBody(),
                        none),
                401,
                "unauthorized");
    }

    @Test
    void aHeadIsAGetWithoutABody() throws Exception {
        var answer = wire.send("HEAD", "/v1/servers", BodyPublishers.noBody(), ada());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return wire.send("GET", path, BodyPublishers.noBody(), ada());
    }

    private Map<String, String> ada() {
        return Map.of("Authorization", world.bearer(world.ada()));
    }
}
