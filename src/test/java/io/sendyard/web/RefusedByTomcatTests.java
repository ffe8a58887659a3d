package io.sendyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Requests that Tomcat or the firewall refuses before a controller sees them. */
@SendyardTest
class RefusedByTomcatTests {

    @Autowired World world;
    @LocalServerPort int port;

    @ParameterizedTest(name = "{1} {2} {3}")
    @CsvSource({
        "400, nonsense, ''",
        "400, GET / HTTP/1.1 x, ''",
        "400, 'GET /a|b HTTP/1.1', ''",
        "400, GET /sign-in HTTP/1.1, 'Host: other'",
        "400, GET /v1/servers HTTP/1.1, 'Host: other'",
        "400, GET / HTTP/1.1, 'Content-Length: -1'",
        "400, GET / HTTP/1.1, 'Content-Length: 1\r\nContent-Length: 2'",
        "400, GET / HTTP/1.1, 'No colon'",
        "400, GET /{long} HTTP/1.1, ''",
        "400, GET / HTTP/1.1, 'X-Long: {long}'",
        "400, GET /v1/servers HTTP/1.1, 'X-Long: {long}'",
        "404, GET /email//servers HTTP/1.1, ''",
        "404, GET /nothing HTTP/1.1, ''",
        "404, GET /css/nothing.css HTTP/1.1, ''",
        "405, TRACE / HTTP/1.1, 'X-Secret: here'",
        "405, TRACE /sign-in HTTP/1.1, 'X-Secret: here'",
        "405, TRACE /v1/servers HTTP/1.1, 'X-Secret: here'",
        "405, TRACE /css/base.css HTTP/1.1, 'X-Secret: here'",
        "401, PUT /v1/auth/login HTTP/1.1, ''",
        "413, POST /v1/auth/login HTTP/1.1, 'Content-Length: 999999999'",
        "417, POST /v1/auth/login HTTP/1.1, 'Expect: a miracle'",
        "501, POST /v1/auth/login HTTP/1.1, 'Transfer-Encoding: zip'",
        "501, POST /sign-in HTTP/1.1, 'Transfer-Encoding: zip'",
        "505, GET / HTTP/3.7, ''",
    })
    void getTheHeadersThatGuardAnAnswer(int status, String line, String header) {
        var request = line.replace("{long}", "x".repeat(20_000));
        var sent = header.replace("{long}", "x".repeat(20_000));

        var answer = Visitor.raw(port, request, sent.isEmpty() ? "" : sent + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer)
                .contains("\r\nContent-Security-Policy: default-src 'self';")
                .contains("\r\nX-Content-Type-Options: nosniff\r\n")
                .contains("\r\nReferrer-Policy: same-origin\r\n")
                .contains("\r\nCache-Control: no-")
                .contains(
                        line.contains(" /v1/")
                                ? "\r\nContent-Type: application/problem+json"
                                : "\r\nContent-Type: text/html")
                .contains(line.contains(" /v1/") ? "\"status\":" + status : "<h1>");
        assertThat(answer.toLowerCase(Locale.ROOT))
                .doesNotContain("tomcat", "apache", "exception", "secret", "server:", "<hr")
                .doesNotContain("\tat ");
    }
}
