package io.sendyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Where redirects lead if a request has a forged Host header: to a path, whatever the host. */
@SendyardTest
class RelativeRedirectTests {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    @Autowired World world;
    @LocalServerPort int port;

    private Visitor ada = Visitor.at(0);

    @BeforeEach
    void signIn() {
        ada = Visitor.at(port);
        ada.signIn(world.ada().email());
    }

    @ParameterizedTest
    @CsvSource({
        "/, /sign-in",
        "/email/servers, /sign-in",
        "/settings/profile, /sign-in?continue=/settings/profile"
    })
    void peopleAreSentToSignIn(String path, String target) {
        assertThat(forged("GET", path, "", "")).contains("\r\nLocation: " + target + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/, /email/servers",
        "/sign-in, /email/servers",
        "/email/servers/{server}/suppressions/imports,"
                + " /email/servers/{server}/suppressions/imports/new"
    })
    void pagesLeadToOtherPages(String path, String target) {
        var server = world.production().cuid().value();

        assertThat(forged("GET", path.replace("{server}", server), browser(), ""))
                .contains("\r\nLocation: " + target.replace("{server}", server) + "\r\n");
    }

    @Test
    void formsLeadToPages() {
        assertThat(forged("POST", "/settings/profile", browser() + FORM, "name=Ada"))
                .contains("\r\nLocation: /settings/profile\r\n");
        assertThat(
                        forged(
                                "POST",
                                "/settings/profile",
                                browser() + FORM + "HX-Request: true\r\n",
                                "name=Ada"))
                .contains("\r\nHX-Redirect: /settings/profile\r\n")
                .doesNotContain("evil.example");
    }

    @Test
    void signInAndSignOutLeadToPages() {
        var visitor = Visitor.at(port);
        var token = visitor.csrf();
        var cookie = "Cookie: %s\r\n".formatted(visitor.cookies());
        var form =
                "email=%s&password=%s&_csrf=%s"
                        .formatted(
                                world.ada().email(),
                                World.PASSWORD.replace(' ', '+'),
                                encoded(token));

        assertThat(forged("POST", "/sign-in", cookie + FORM, form))
                .contains("\r\nLocation: /email/servers\r\n");
        assertThat(forged("POST", "/sign-out", browser() + FORM, ""))
                .contains("\r\nLocation: /sign-in\r\n");
    }

    @Test
    void theApiNamesPaths() {
        var headers =
                "Authorization: %s\r\nContent-Type: application/json\r\n"
                        .formatted(world.bearer(world.ada()));

        assertThat(forged("POST", "/v1/servers", headers, "{\"name\": \"Shop\"}"))
                .contains("\r\nLocation: /v1/servers/")
                .doesNotContain("evil.example");
    }

    private String forged(String method, String path, String headers, String body) {
        var answer =
                Visitor.exchange(
                        port,
                        "%s %s HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s"
                                .formatted(method, path, headers, body.length(), body));
        assertThat(answer).doesNotContain("://evil.example");
        return answer;
    }

    private String browser() {
        var csrf = ada.csrf();
        return "Cookie: %s\r\nX-CSRF-TOKEN: %s\r\n".formatted(ada.cookies(), csrf);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
