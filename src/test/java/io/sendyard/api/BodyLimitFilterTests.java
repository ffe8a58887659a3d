package io.sendyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiWire;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SendyardTest
class BodyLimitFilterTests {

    private static final int MOST_BYTES = 10 * 1024 * 1024;

    @Autowired World world;

    @Autowired ApiWire wire;

    @Test
    void takesABodyOf10MebibytesToldAndChunked() throws Exception {
        var told = BodyPublishers.ofByteArray(body("Told", MOST_BYTES));
        var chunked = chunked(body("Chunked", MOST_BYTES));

        assertThat(wire.send("POST", "/v1/servers", told, ada()).statusCode()).isEqualTo(201);
        assertThat(wire.send("POST", "/v1/servers", chunked, ada()).statusCode()).isEqualTo(201);
    }

    @Test
    void refusesALargerBodyWithoutReadingIt() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), wire.port())) {
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
        wire.assertProblem(
                wire.send("POST", "/v1/servers", chunked(body("Large", MOST_BYTES + 1)), ada()),
                413,
                "payload_too_large");

        var once =
                Map.of("Authorization", world.bearer(world.ada()), "Idempotency-Key", "order-4711");
        wire.assertProblem(
                wire.send("POST", "/v1/servers", chunked(body("Large", MOST_BYTES + 1)), once),
                413,
                "payload_too_large");
    }

    private static String line(BufferedReader answer) {
        try {
            return answer.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
