package io.sendyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Bodies that break the rules of HTTP itself (RFC 9112 7.1 and 8), on each kind of route. */
@SendyardTest
@ExtendWith(OutputCaptureExtension.class)
class MalformedBodyTests {

    private static final List<String> FAULTS =
            List.of(
                    "-1\r\n{}\r\n0\r\n\r\n",
                    "0x2\r\n{}\r\n0\r\n\r\n",
                    "zz\r\n{}\r\n0\r\n\r\n",
                    "FFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n",
                    "2\n{}\n0\n\n",
                    "2\r\n{}0\r\n\r\n");

    @Autowired World world;
    @LocalServerPort int port;

    private final Map<String, String> routes = new LinkedHashMap<>();

    @BeforeEach
    void signIn() {
        var ada = Visitor.at(port);
        ada.signIn(world.ada().email());
        var csrf = ada.csrf();
        var browser = "Cookie: %s\r\nX-CSRF-TOKEN: %s\r\n".formatted(ada.cookies(), csrf);
        var bearer = "Authorization: " + world.bearer(world.ada()) + "\r\n";
        var app = "Authorization: " + world.bearer(world.production()) + "\r\n";
        var server = world.production().cuid();
        var stream = world.streams(world.production()).getFirst().cuid();
        var json = "Content-Type: application/json\r\n";
        var form = "Content-Type: application/x-www-form-urlencoded\r\n";
        var upload = "Content-Type: multipart/form-data; boundary=b\r\n";
        routes.put("/v1/auth/login", json);
        routes.put("/v1/send", json + app);
        routes.put("/v1/send/batch", json + app + "Idempotency-Key: order-4711\r\n");
        routes.put("/v1/suppressions/" + stream + "/csv", "Content-Type: text/csv\r\n" + bearer);
        routes.put("/sign-in", form);
        routes.put("/settings/profile", form + browser);
        routes.put("/email/servers/" + server + "/suppressions/imports", upload + browser);
    }

    @Test
    void areRefusedAndTheConnectionIsClosed(CapturedOutput log) {
        var all = new SoftAssertions();
        routes.forEach((path, headers) -> {
            for (var fault : FAULTS) {
                var answer =
                        Visitor.exchange(
                                port, head(path, headers, "Transfer-Encoding: chunked") + fault);
                all.assertThat(answer)
                        .as("%s %s", path, fault)
                        .startsWith("HTTP/1.1 400 ")
                        .contains("Connection: close\r\n")
                        .contains(
                                path.startsWith("/v1/")
                                        ? "\"code\":\"malformed_request\""
                                        : "<h1>That can&#39;t be read</h1>")
                        .doesNotContain("xception", "org.apache");
                isServed(all, path);
            }
        });
        all.assertThat(log.getOut()).doesNotContain("\tat ", "ERROR", "WARN");
        all.assertAll();
    }

    @Test
    void areReadWhereNothingIsWrong() {
        for (var path : List.of("/v1/auth/login", "/v1/send")) {
            var request =
                    head(
                                    path,
                                    String.valueOf(routes.get(path)),
                                    "Transfer-Encoding: chunked\r\nConnection: close")
                            + "2\r\n{}\r\n0\r\n\r\n";
            assertThat(Visitor.exchange(port, request)).startsWith("HTTP/1.1 422 ");
        }
    }

    @Test
    void leaveNothingInTheLogWhereTheClientGoesAwayInTheMiddle(CapturedOutput log) {
        var all = new SoftAssertions();
        routes.forEach((path, headers) -> {
            for (var body :
                    List.of(
                            "Transfer-Encoding: chunked\r\n\r\n5\r\n{}",
                            "Content-Length: 99\r\n\r\n{")) {
                var request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + body;
                for (boolean reset : List.of(true, false)) {
                    all.assertThat(abandoned(request, reset))
                            .as("%s %s %s", path, body, reset)
                            .doesNotContain("HTTP/1.1 5");
                    isServed(all, path);
                }
            }
        });
        all.assertThat(log.getOut()).doesNotContain("\tat ", "ERROR", "WARN");
        all.assertAll();
    }

    private void isServed(SoftAssertions all, String after) {
        all.assertThat(Visitor.raw(port, "GET /sign-in HTTP/1.1", ""))
                .as("The next request after %s", after)
                .startsWith("HTTP/1.1 200 ");
    }

    /** What the server still answers, unless the connection is reset. */
    private String abandoned(String request, boolean reset) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            if (reset) {
                Thread.sleep(20);
                socket.setSoLinger(true, 0);
                return "";
            }
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String head(String path, String headers, String framing) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\n%s%s\r\n\r\n"
                .formatted(path, headers, framing);
    }
}
