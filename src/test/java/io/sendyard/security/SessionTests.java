package io.sendyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import io.sendyard.account.AccessTokenIssue;
import io.sendyard.web.Installation;
import io.sendyard.web.SmtpAccess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.CookieSerializer.CookieValue;

/** How long people stay signed in, and where a sign-in leads. */
@SendyardTest
class SessionTests {

    @Autowired World world;
    @Autowired JdbcClient jdbc;
    @Autowired AccessTokenIssue accessTokens;
    @LocalServerPort int port;

    @Test
    void beginWithTheSignIn() {
        var visitor = Visitor.at(port);
        visitor.csrf();
        assertThat(visitor.session()).isEmpty();

        visitor.signIn(world.ada().email());

        assertThat(withCookie(visitor.session().orElseThrow())).isTrue();
    }

    @Test
    void ofAPersonAreTwentyAtMost() {
        var first = signedIn().session().orElseThrow();
        for (int i = 1; i < SessionLimit.MOST; i++) {
            signedIn();
        }
        assertThat(withCookie(first)).isTrue();

        var last = signedIn().session().orElseThrow();

        assertThat(withCookie(first)).isFalse();
        assertThat(withCookie(last)).isTrue();
        assertThat(jdbc.sql("select count(*) from spring_session").query(Integer.class).single())
                .isEqualTo(SessionLimit.MOST);
    }

    @Test
    void areStoredUnderAHashOfTheirId() {
        var cookie = signedIn().session().orElseThrow();
        var stored = jdbc.sql("select session_id from spring_session").query(String.class).single();

        assertThat(new String(Base64.getDecoder().decode(cookie), StandardCharsets.UTF_8))
                .isNotEqualTo(stored);
        assertThat(withCookie(stored)).isFalse();
        assertThat(
                        withCookie(
                                Base64.getEncoder()
                                        .encodeToString(stored.getBytes(StandardCharsets.UTF_8))))
                .isFalse();
        assertThat(withCookie(cookie)).isTrue();
    }

    @Test
    void haveAnotherIdAfterAnotherSignIn() {
        var ada = signedIn();
        var before = ada.session().orElseThrow();

        ada.signIn(world.ada().email());

        assertThat(ada.session()).isPresent().isNotEqualTo(Optional.of(before));
        assertThat(withCookie(before)).isFalse();
        assertThat(signedIn(ada)).isTrue();
    }

    @Test
    void endWhenAnUpgradeCanNotReadThem() {
        var ada = signedIn();
        jdbc.sql(
                        "select session_primary_id, attribute_name, attribute_bytes from spring_session_attributes")
                .query((row, _) ->
                        jdbc.sql(
                                        """
                                        update spring_session_attributes set attribute_bytes = ?
                                        where session_primary_id = ? and attribute_name = ?\
                                        """)
                                .params(
                                        ofAnotherVersion(row.getBytes(3)),
                                        row.getString(1),
                                        row.getString(2))
                                .update())
                .list();

        var answer = ada.get("/email/servers");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).isEqualTo("/sign-in");
        ada.signIn(world.ada().email());
        assertThat(signedIn(ada)).isTrue();
    }

    @Test
    void endAtSignOut() {
        var ada = signedIn();
        var cookie = ada.session().orElseThrow();

        assertThat(ada.submit("/sign-out", Map.of()).statusCode()).isIn(302, 303);

        assertThat(withCookie(cookie)).isFalse();
    }

    @Test
    void endWithThePasswordAndSoDoJwtsAndAccessTokens() {
        var ada = signedIn();
        var elsewhere = signedIn();
        var jwt = world.bearer(world.ada());
        var token = token();
        assertThat(List.of(opens(jwt), opens(token))).containsOnly(true);

        var answer =
                ada.submit(
                        "/settings/profile/password",
                        Map.of("current", World.PASSWORD, "password", "another long password"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(signedIn(ada)).isTrue();
        assertThat(signedIn(elsewhere)).isFalse();
        assertThat(List.of(opens(jwt), opens(token))).containsOnly(false);
    }

    @Test
    void endWhenSomebodyLeaves() {
        var ada = signedIn();
        var jwt = world.bearer(world.ada());
        var token = token();

        jdbc.sql("delete from access_token").update();
        jdbc.sql("delete from person where id = ?").param(world.ada().id()).update();

        assertThat(signedIn(ada)).isFalse();
        assertThat(List.of(opens(jwt), opens(token))).containsOnly(false);
    }

    @Test
    void haveCookiesThatScriptsAndOtherSitesDoNotGet() {
        var visitor = Visitor.at(port);
        var form = visitor.get("/sign-in").headers().allValues("Set-Cookie");
        var session = visitor.signIn(world.ada().email()).headers().allValues("Set-Cookie");

        assertThat(form).singleElement().asString().startsWith("sendyard-csrf=");
        assertThat(session).anyMatch(cookie -> cookie.startsWith("sendyard="));
        assertThat(Stream.of(form, session).flatMap(List::stream))
                .allSatisfy(cookie ->
                        assertThat(cookie)
                                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                                .doesNotContain("Domain"));
    }

    @Test
    void haveACookieBoundToTheHostOverTls() {
        var https = URI.create("https://mail.sendyard.example");
        var response = new MockHttpServletResponse();
        new SecuritySetup()
                .sessionCookie(
                        new Installation(
                                https,
                                new Installation.Delivery(Installation.Transport.CAPTURE, null),
                                new SmtpAccess(2525, 2465, null, false)))
                .writeCookieValue(new CookieValue(new MockHttpServletRequest(), response, "value"));

        assertThat(response.getHeader("Set-Cookie"))
                .startsWith("__Host-sendyard=")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Domain");
    }

    @Test
    void beginOnAPageOfOurs() {
        for (var target :
                List.of(
                        "https://evil.example",
                        "//evil.example",
                        "/%5Cevil.example",
                        "javascript:0")) {
            var visitor = Visitor.at(port);
            var path = "/sign-in?continue=" + target + "&redirect=" + target;
            visitor.get(path);
            var answer =
                    visitor.submit(
                            path,
                            Map.of(
                                    "email",
                                    world.ada().email(),
                                    "password",
                                    World.PASSWORD,
                                    "continue",
                                    target));
            assertThat(location(answer)).as(target).isEqualTo("/email/servers");
        }
    }

    @Test
    void goBackToThePageThatAskedForASignIn() {
        var visitor = Visitor.at(port);
        var page = "/email/servers?name=caf%C3%A9&sort=newest";
        var signIn = location(visitor.get(page, "X-Forwarded-Host", "evil.example"));
        assertThat(signIn).startsWith("/sign-in?continue=/email/servers?");

        var form = new HashMap<>(Map.of("email", world.ada().email(), "password", "wrong"));
        form.put("continue", target(visitor.get(signIn).body()));
        form.put("continue", target(visitor.submit("/sign-in", form).body()));
        form.put("password", World.PASSWORD);
        assertThat(location(visitor.submit("/sign-in", form))).isEqualTo(page);
        assertThat(location(visitor.get(signIn))).isEqualTo(page);
    }

    @Test
    void ignoreWhatAClientSaysOfItsWay() {
        var answer =
                Visitor.at(port)
                        .get(
                                "/email/servers",
                                "X-Forwarded-Host",
                                "evil.example",
                                "X-Forwarded-Proto",
                                "https",
                                "X-Forwarded-Prefix",
                                "/evil",
                                "Forwarded",
                                "host=evil.example;proto=https");

        assertThat(location(answer)).isEqualTo("/sign-in");
        assertThat(answer.headers().map().toString()).doesNotContain("evil");
    }

    /** The page that a sign-in form leads to. */
    private static String target(String form) {
        return form.replaceAll("(?s).*name=\"continue\" value=\"([^\"]+)\".*", "$1")
                .replace("&amp;", "&");
    }

    private Visitor signedIn() {
        var visitor = Visitor.at(port);
        visitor.signIn(world.ada().email());
        assertThat(signedIn(visitor)).isTrue();
        return visitor;
    }

    private static boolean signedIn(Visitor visitor) {
        return visitor.get("/email/servers").statusCode() == 200;
    }

    private boolean withCookie(String value) {
        return Visitor.at(port).get("/email/servers", "Cookie", "sendyard=" + value).statusCode()
                == 200;
    }

    private String token() {
        var wanted = new AccessTokenIssue.NewAccessToken("Deployments", null);
        return "Bearer " + accessTokens.issue(world.ada(), wanted).secret().reveal();
    }

    private boolean opens(String bearer) {
        return Visitor.at(port).call("GET", "/v1/servers", "", bearer).statusCode() == 200;
    }

    /** Where an answer leads, on this host. */
    private String location(java.net.http.HttpResponse<String> answer) {
        var location = answer.headers().firstValue("Location").orElse("none");
        return location.replace("http://127.0.0.1:" + port, "");
    }

    /** Serialized objects whose classes no longer exist. */
    private static byte[] ofAnotherVersion(byte[] serialized) {
        return new String(serialized, StandardCharsets.ISO_8859_1)
                .replace("io.sendyard.", "io.renamed1.")
                .replace("org.springframework.", "org.springrenamed1.")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
