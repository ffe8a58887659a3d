package io.sendyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.account.SessionPrincipal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SendyardTest
class EndedSessionTests {

    @Autowired World world;

    @Autowired MockMvcTester mvc;

    @Test
    void leadsAFormWhoseSessionEndedToTheSignInPage() {
        assertThat(mvc.post().uri("/email/servers").param("name", "Late"))
                .hasStatus(HttpStatus.FOUND)
                .hasRedirectedUrl("/sign-in");
    }

    @Test
    void reloadsThePageForAFragmentWhoseSessionEnded() {
        assertThat(mvc.get().uri("/email/servers").header("HX-Request", "true"))
                .hasHeader("HX-Refresh", "true");
        assertThat(mvc.post().uri("/email/servers").header("HX-Request", "true"))
                .hasHeader("HX-Refresh", "true");
    }

    @Test
    void refusesAFormWithoutItsTokenFromSomebodyWhoIsSignedIn() {
        var session =
                SecurityMockMvcRequestPostProcessors.authentication(
                        UsernamePasswordAuthenticationToken.authenticated(
                                SessionPrincipal.of(world.ada()), null, List.of()));

        assertThat(mvc.post().uri("/email/servers").param("name", "Forged").with(session))
                .hasStatus(HttpStatus.FORBIDDEN);
    }
}
