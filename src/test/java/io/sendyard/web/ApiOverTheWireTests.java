package io.sendyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiAnswers;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SendyardTest
class ApiOverTheWireTests {

    private static final int MOST_BYTES = 10 * 1024 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired World world;

    @Autowired ApiAnswers answers;

    @LocalServerPort int port;

    @Test
    void anUnknownAddressIsNotFound() throws Exception {
        assertProblem(get("/v1/nothing"), 404, "not_found");
        assertProblem(
                get("/v1/servers/" + world.production().cuid() + "/nothing"), 404, "not_found");
        assertProblem(get("/v1/servers/" + world.production().cuid() + "/"), 404, "not_found");
        assertProblem(get("/v1/servers/nonsense"), 404, "not_found");
        assertProblem(get("/v1/servers/" + world.globexServer().cuid()), 404, "not_found");
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
    void sayWhichMethodsAnAddressTakes(String method, String path, String allowed)
            throws Exception {
        var answer =
                send(
                        method,
                        path.replace("{server}", world.production().cuid().value()),
                        BodyPublishers.ofString("{}"),
                        ada());

        assertProblem(answer, 405, "method_not_allowed");
        assertThat(List.of(answer.headers().firstValue("Allow").orElse("").split(", ?", -1)))
                .contains(allowed.split(",", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/png"})
    void answersInJsonOnly(String type) throws Exception {
        var headers = Map.of("Authorization", world.bearer(world.ada()), "Accept", type);

        assertProblem(
                send("GET", "/v1/servers", BodyPublishers.noBody(), headers),
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

        assertProblem(
                send("POST", "/v1/servers", BodyPublishers.ofString("name=Shop"), headers),
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
        assertProblem(
                send("POST", "/v1/servers", BodyPublishers.ofString(body), ada()),
                400,
                "malformed_request");
        assertProblem(
                send(
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

        assertProblem(
                send("POST", "/v1/servers", BodyPublishers.ofByteArray(body), ada()),
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
                send(
                        "GET",
                        "/v1/servers",
                        BodyPublishers.noBody(),
                        Map.of("Authorization", authorization));

        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void letsNobodyInWithoutASecret() throws Exception {
        var none = Map.<String, String>of();

        assertProblem(
                send("GET", "/v1/servers", BodyPublishers.noBody(), none), 401, "unauthorized");
        assertProblem(
                send("GET", "/v1/nothing", BodyPublishers.noBody(), none), 401, "unauthorized");
        assertProblem(
                send("GET", "/v1/servers", BodyPublishers.noBody(), Map.of("X-API-Key", "")),
                401,
                "unauthorized");
        assertProblem(
                send(
                        "GET",
                        "/v1/servers?access_token=" + world.production().token().reveal(),
                        BodyPublishers.noBody(),
                        none),
                401,
                "unauthorized");
    }

    @Test
    void takesABodyOf10MebibytesToldAndChunked() throws Exception {
        var told = BodyPublishers.ofByteArray(body("Told", MOST_BYTES));
        var chunked = chunked(body("Chunked", MOST_BYTES));

        assertThat(send("POST", "/v1/servers", told, ada()).statusCode()).isEqualTo(201);
        assertThat(send("POST", "/v1/servers", chunked, ada()).statusCode()).isEqualTo(201);
    }

    @Test
    void refusesALargerBodyWithoutReadingIt() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            var head =
                    """
                    POST /v1/servers HTTP/1.1
                    Host: mail.sendyard.example
                    Authorization: %s
                    Content-Type: application/json
                    Content-Length: %d

                    """
                            .formatted(world.bearer(world.ada()), MOST_BYTES + 1)
                            .replace("\n", "\r\n");
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            var answer =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

            assertThat(answer.readLine()).startsWith("HTTP/1.1 413");
            assertThat(Stream.generate(() -> line(answer)).takeWhile(line -> !line.isEmpty()))
                    .contains("Content-Type: application/problem+json", "Connection: close");
        }
    }

    @Test
    void refusesALargerBodyThatDoesNotTellItsLength() throws Exception {
        assertProblem(
                send("POST", "/v1/servers", chunked(body("Large", MOST_BYTES + 1)), ada()),
                413,
                "payload_too_large");

        var once =
                Map.of("Authorization", world.bearer(world.ada()), "Idempotency-Key", "order-4711");
        assertProblem(
                send("POST", "/v1/servers", chunked(body("Large", MOST_BYTES + 1)), once),
                413,
                "payload_too_large");
    }

    @Test
    void aHeadIsAGetWithoutABody() throws Exception {
        var answer = send("HEAD", "/v1/servers", BodyPublishers.noBody(), ada());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, BodyPublishers.noBody(), ada());
    }

    private HttpResponse<String> send(
            String method, String path, BodyPublisher body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, body);
        if (!headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            answers.check(
                    method,
                    path.split("\\?", -1)[0],
                    answer.statusCode(),
                    name -> answer.headers().firstValue(name).orElse(null),
                    answer.body());
            return answer;
        }
    }

    private static String line(BufferedReader answer) {
        try {
            return answer.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("type").asString()).isEqualTo("about:blank");
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("detail").asString().toLowerCase(Locale.ROOT))
                .isNotBlank()
                .doesNotContain("exception", "java", "sendyard", "sql");
    }

    private static byte[] body(String name, int length) {
        var text = "{\"name\": \"%s\"}".formatted(name);
        return (text + " ".repeat(length - text.length())).getBytes(StandardCharsets.US_ASCII);
    }

    private static BodyPublisher chunked(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    private Map<String, String> ada() {
        return Map.of("Authorization", world.bearer(world.ada()));
    }
}
