package io.sendyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * What is visible at the real port without sign-in: addresses that scanners try, and the headers of
 * every response.
 */
@SendyardTest
class OutsideTests {

    private static final Pattern STYLE = Pattern.compile("href=\"(/css/[^\"]+)\"");
    private static final Pattern SCRIPT = Pattern.compile("src=\"(/webjars/[^\"]+)\"");

    @Autowired World world;
    @LocalServerPort int port;
    private Visitor ada = Visitor.at(0);

    @BeforeEach
    void signIn() {
        ada = Visitor.at(port);
        ada.signIn(world.ada().email());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/",
                "/actuator/env",
                "/actuator/beans",
                "/actuator/heapdump",
                "/actuator/health/db",
                "/h2-console",
                "/h2-console/",
                "/.git/config",
                "/.env",
                "/WEB-INF/web.xml",
                "/application.yaml",
                "/css/../application.yaml",
                "/css/..%2fapplication.yaml",
                "/webjars/%2e%2e/application.yaml",
                "/db/migration/V1__servers.sql",
                "/templates/servers/index.html",
                "/..;/email/servers",
                "/email/..;/email/servers",
                "/email;x=1/servers",
                "/email//servers",
                "/email/%2e%2e/email/servers",
                "/email/servers%00",
                "/email/servers/%00",
                "/email/servers%2f",
                "/v1/servers;jsessionid=1",
                "/v1/%00",
                "/v1/../v1/servers",
                "/EMAIL/SERVERS",
                "/error/page",
                "/sign-in/failure",
            })
    void findsNothingAt(String path) {
        for (var cookie : List.of("", "Cookie: sendyard=" + ada.session().orElseThrow() + "\r\n")) {
            var answer = Visitor.raw(port, "GET " + path + " HTTP/1.1", cookie);
            assertThat(status(answer)).as(answer).isIn(400, 404, 405);
            assertThat(answer).doesNotContain("Exception", "at org.", "Tomcat", "Whitelabel");
        }
    }

    @Test
    void findsNothingButHealthOfTheInsides() {
        for (var visitor : List.of(Visitor.at(port), ada)) {
            assertThat(visitor.get("/actuator/health").body())
                    .contains("\"status\":\"UP\"")
                    .doesNotContain("components", "details", "H2", "PostgreSQL", "path");
        }
    }

    @Test
    void tracesNothingAndTakesNoOtherVerbInDisguise() {
        var server = "/email/servers/" + world.production().cuid();
        var api = "/v1/servers/" + world.production().cuid();
        var bearer = world.bearer(world.ada());

        for (var path : List.of("/", "/sign-in", "/v1/servers", "/css/base.css")) {
            assertThat(
                            status(
                                    Visitor.raw(
                                            port,
                                            "TRACE " + path + " HTTP/1.1",
                                            "X-Secret: here\r\n")))
                    .isIn(404, 405);
        }
        for (var verb : List.of("DELETE", "PUT", "PATCH", "BREW")) {
            assertThat(ada.send(verb, server, "", "X-CSRF-TOKEN", ada.csrf()).statusCode())
                    .isIn(403, 404, 405);
        }
        assertThat(
                        ada.send(
                                        "POST",
                                        api,
                                        "",
                                        "Authorization",
                                        bearer,
                                        "X-HTTP-Method-Override",
                                        "DELETE")
                                .statusCode())
                .isEqualTo(405);
        assertThat(ada.submit(server, java.util.Map.of("_method", "DELETE")).statusCode())
                .isEqualTo(405);
        assertThat(ada.get(server).statusCode()).isEqualTo(200);
    }

    @Test
    void getsTheHeadersThatGuardAPageOrAnAnswer() {
        var bearer = world.bearer(world.ada());
        for (var answer :
                List.of(
                        ada.get("/email/servers"),
                        ada.get("/email/servers/nothing"),
                        ada.get("/nothing"),
                        ada.get("/email//servers"),
                        ada.submit("/settings/profile", java.util.Map.of("name", "")),
                        ada.submitWithoutToken("/settings/profile", java.util.Map.of()),
                        Visitor.at(port).get("/sign-in"),
                        Visitor.at(port).get("/email/servers"),
                        ada.call("GET", "/v1/servers", "", bearer),
                        ada.call("GET", "/v1/servers/nothing", "", bearer),
                        ada.call("POST", "/v1/servers", "{", bearer),
                        Visitor.at(port).get("/v1/servers"),
                        ada.get("/actuator/health"))) {
            var called = answer.request().method() + " " + answer.uri() + " " + answer.statusCode();
            guards(called, answer);
            assertThat(header(answer, "Cache-Control")).as(called).contains("no-store");
        }
    }

    @Test
    void getsFilesThatItMayKeepForAYear() {
        var page = ada.get("/email/servers").body();
        for (var pattern : List.of(STYLE, SCRIPT)) {
            var link = pattern.matcher(page);
            assertThat(link.find()).isTrue();
            assertThat(link.group(1)).containsPattern("-[0-9a-f]{32}\\.");
            var file = Visitor.at(port).get(link.group(1));
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(header(file, "Cache-Control"))
                    .contains("max-age=31536000")
                    .contains("public");
            assertThat(file.headers().firstValue("Set-Cookie")).isEmpty();
            guards(link.group(1), file);
        }
    }

    private static void guards(String called, HttpResponse<String> answer) {
        assertThat(header(answer, "Content-Security-Policy"))
                .as(called)
                .contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'")
                .contains("base-uri 'none'", "form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(header(answer, "X-Content-Type-Options")).as(called).isEqualTo("nosniff");
        assertThat(header(answer, "Referrer-Policy")).as(called).isEqualTo("same-origin");
        assertThat(answer.headers().firstValue("Server")).as(called).isEmpty();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("none");
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }
}
