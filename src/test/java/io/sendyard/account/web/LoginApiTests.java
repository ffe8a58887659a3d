package io.sendyard.account.web;

import static io.sendyard.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.World;
import io.sendyard.account.AccessTokenIssue;
import io.sendyard.account.AccessTokens;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SendyardTest
class LoginApiTests {

    @Autowired World world;

    @Autowired ApiCalls api;

    @Autowired MockMvcTester mvc;

    @Autowired TestClock clock;

    @Autowired AccessTokenIssue issue;

    @Autowired AccessTokens tokens;

    @Test
    void givesAJwtForAPassword() {
        var answer = login(" ADA@acme.example ", World.PASSWORD);

        assertThat(answer).hasStatusOk();
        var login = json(answer);
        assertThat(login.get("tokenType").asString()).isEqualTo("Bearer");
        assertThat(login.get("expiresIn").intValue()).isEqualTo(3_600);
        assertThat(
                        api.get(
                                "Bearer " + login.get("accessToken").asString(),
                                "/v1/servers/" + world.production().cuid()))
                .hasStatusOk();
    }

    @Test
    void saysTheSameOfAWrongPasswordAsOfAnUnknownAddress() {
        var wrong = login("ada@acme.example", "wrong");
        var unknown = login("nobody@acme.example", "wrong");

        assertThat(wrong)
                .hasStatus(HttpStatus.UNAUTHORIZED)
                .hasHeader("WWW-Authenticate", "Bearer");
        assertThat(unknown).hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(json(wrong)).isEqualTo(json(unknown));
        assertThat(json(wrong).get("code").asString()).isEqualTo("unauthorized");
    }

    @Test
    void makesGuessersWait() {
        for (int i = 0; i < 6; i++) {
            login("ada@acme.example", "wrong " + i);
        }

        var answer = login("ada@acme.example", World.PASSWORD);
        assertThat(answer).hasStatus(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(json(answer).get("code").asString()).isEqualTo("rate_limited");
        assertThat(Integer.parseInt(String.valueOf(answer.getResponse().getHeader("Retry-After"))))
                .isBetween(1, 2);
        assertThat(login("ben@acme.example", World.PASSWORD)).hasStatusOk();

        clock.advance(Duration.ofSeconds(3));
        assertThat(login("ada@acme.example", World.PASSWORD)).hasStatusOk();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    422 | email    | {"password": "x"}
                    422 | email    | {"email": null, "password": "x"}
                    422 | password | {"email": "ada@acme.example"}
                    400 | email    | {"email": 5, "password": "x"}
                    400 | password | {"email": "ada@acme.example", "password": ["x"]}
                    """)
    void namesTheFieldThatIsWrong(int status, String field, String body) {
        var answer = post(body);

        assertThat(answer).hasStatus(status);
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "'\\u0000', x",
        "'ada@acme.example\\u0000', x",
        "'\\ud800', x",
        "ada@acme.example, '\\u0000\\ud800'",
        "'', ''"
    })
    void refusesWhatNobodyIsCalled(String email, String password) {
        assertThat(post("{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password)))
                .hasStatus(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void anAccessTokenIsAsGoodAsItsPerson() {
        var ada = issue.issue(world.ada(), wanted(null)).secret().reveal();
        var ben = issue.issue(world.ben(), wanted(null)).secret().reveal();

        assertThat(json(api.get("Bearer " + ada, "/v1/servers"))).hasSize(2);
        assertThat(api.post("Bearer " + ada, "/v1/servers", "{\"name\": \"Shop\"}"))
                .hasStatus(HttpStatus.CREATED);
        assertThat(json(api.get("Bearer " + ben, "/v1/servers"))).hasSize(3);
        assertThat(api.post("Bearer " + ben, "/v1/servers", "{\"name\": \"Shop 2\"}"))
                .hasStatus(HttpStatus.FORBIDDEN);
        assertThat(tokens.ofPerson(world.ada().id()).getFirst().secret().lastUsedAt()).isNotNull();
    }

    @Test
    void anAccessTokenEndsWhenItIsRevokedOrOver() {
        var revoked = issue.issue(world.ada(), wanted(null));
        var over = issue.issue(world.ada(), wanted(Duration.ofHours(1)));
        assertThat(api.get("Bearer " + over.secret().reveal(), "/v1/servers")).hasStatusOk();

        tokens.delete(revoked.token());
        clock.advance(Duration.ofHours(1));

        assertThat(api.get("Bearer " + revoked.secret().reveal(), "/v1/servers"))
                .hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(api.get("Bearer " + over.secret().reveal(), "/v1/servers"))
                .hasStatus(HttpStatus.UNAUTHORIZED);
    }

    private AccessTokenIssue.NewAccessToken wanted(@Nullable Duration life) {
        return new AccessTokenIssue.NewAccessToken(
                "Laptop", life == null ? null : clock.instant().plus(life));
    }

    private MvcTestResult login(String email, String password) {
        return post("{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password));
    }

    private MvcTestResult post(String body) {
        return mvc.post()
                .uri("/v1/auth/login")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
