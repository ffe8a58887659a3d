package io.sendyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SendyardTest
class CsrfTokensTests {

    private static final String PROFILE = "/settings/profile";

    @Autowired World world;
    @LocalServerPort int port;

    private Visitor ada;

    @BeforeEach
    void signIn() {
        ada = Visitor.at(port);
        ada.signIn(world.ada().email());
    }

    @Test
    void aCookieThatAnotherPortSetDoesNotVouchForAPerson() {
        var stranger = Visitor.at(port);
        var token = stranger.csrf();
        var planted = ada.cookies() + "; " + stranger.cookies();

        var forged =
                Visitor.at(port)
                        .submitWithoutToken(
                                PROFILE, Map.of("_csrf", token, "name", "Eve"), "Cookie", planted);

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(ada.get(PROFILE).body()).contains("Ada").doesNotContain("Eve");
    }

    @Test
    void aPersonsFormsHaveTheTokenOfTheirSession() {
        var page = ada.get(PROFILE).body();

        var saved =
                ada.submitWithoutToken(
                        PROFILE,
                        Map.of(
                                "_csrf", Visitor.csrfOf(page),
                                "name", "Ada L.",
                                "email", world.ada().email()));

        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
        assertThat(ada.cookies()).doesNotContain("sendyard-csrf");
    }

    @Test
    void aSignInFormOfAnotherTabLeadsToItsTarget() {
        var browser = Visitor.at(port);
        var older = browser.csrf();
        browser.signIn(world.ada().email());

        var second = signInAgain(browser, older, "/settings/plan");

        assertThat(second.statusCode()).isEqualTo(302);
        assertThat(second.headers().firstValue("Location")).hasValue("/settings/plan");
        assertThat(signInAgain(browser, older, "https://evil.example").headers().map())
                .doesNotContainValue(List.of("https://evil.example"));
    }

    @Test
    void aFormOfASessionThatEndedLeadsToTheSignIn() {
        var page = ada.get(PROFILE).body();
        ada.submitWithoutToken("/sign-out", Map.of("_csrf", Visitor.csrfOf(page)));
        ada.csrf();

        var late =
                ada.submitWithoutToken(
                        PROFILE, Map.of("_csrf", Visitor.csrfOf(page), "name", "Ada"));

        assertThat(late.statusCode()).isEqualTo(302);
        assertThat(late.headers().firstValue("Location").orElseThrow()).startsWith("/sign-in");
    }

    private HttpResponse<String> signInAgain(Visitor browser, String token, String target) {
        return browser.submitWithoutToken(
                "/sign-in",
                Map.of(
                        "_csrf",
                        token,
                        "continue",
                        target,
                        "email",
                        world.ada().email(),
                        "password",
                        World.PASSWORD));
    }
}
