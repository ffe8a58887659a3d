package io.sendyard.server.web;

import static io.sendyard.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

@SendyardTest
class TokenRotationApiTests {

    @Autowired World world;

    @Autowired ApiCalls api;

    @Autowired TestClock clock;

    @Test
    void withoutGraceTheOldTokenIsRefusedAtOnce() {
        var old = world.bearer(world.production());

        var answer = api.post(ada(), path() + "/token/rotate");

        assertThat(answer).hasStatusOk();
        var token = json(answer).get("token").asString();
        assertThat(token).matches("pt_live_[0-9a-z]{32}");
        assertThat(api.get(old, path())).hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(api.get("Bearer " + token, path())).hasStatusOk();
        assertThat(json(api.get(ada(), path())).get("token").asString()).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3_600, 86_400})
    void withGraceTheOldTokenIsTakenUntilItIsOver(long seconds) {
        var old = world.bearer(world.production());

        var token = rotate("{\"graceSeconds\": %d}".formatted(seconds));

        assertThat(api.get(old, path())).hasStatusOk();
        assertThat(api.get(token, path())).hasStatusOk();
        if (seconds > 60) {
            clock.advance(Duration.ofSeconds(seconds - 30));
            assertThat(api.get(old, path())).hasStatusOk();
        }
        clock.advance(Duration.ofSeconds(seconds));
        assertThat(api.get(old, path())).hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(api.get(token, path())).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"graceSeconds\": null}", "{\"graceSeconds\": 0}"})
    void noGraceIsNone(String body) {
        var old = world.bearer(world.production());

        rotate(body);

        assertThat(api.get(old, path())).hasStatus(HttpStatus.UNAUTHORIZED);
    }

    @Test
    void rotatingAgainEndsTheGraceOfTheTokenBefore() {
        var first = world.bearer(world.production());
        var second = rotate("{\"graceSeconds\": 3600}");

        rotate("{\"graceSeconds\": 3600}");

        assertThat(api.get(first, path())).hasStatus(HttpStatus.UNAUTHORIZED);
        assertThat(api.get(second, path())).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "86401", "9223372036854775807"})
    void refusesAGraceBeyondADay(String seconds) {
        var old = world.bearer(world.production());

        var answer =
                api.post(
                        ada(),
                        path() + "/token/rotate",
                        "{\"graceSeconds\": %s}".formatted(seconds));

        assertThat(answer).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo("graceSeconds");
        assertThat(api.get(old, path())).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"60\"", "\"\"", "1.5", "true", "[60]", "9223372036854775808"})
    void refusesAGraceThatIsNoWholeNumber(String seconds) {
        var answer =
                api.post(
                        ada(),
                        path() + "/token/rotate",
                        "{\"graceSeconds\": %s}".formatted(seconds));

        assertThat(answer).hasStatus(HttpStatus.BAD_REQUEST);
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo("graceSeconds");
    }

    @Test
    void aServersOwnTokenCantBeRotatedWithIt() {
        assertThat(api.post(world.bearer(world.production()), path() + "/token/rotate"))
                .hasStatus(HttpStatus.FORBIDDEN);
        assertThat(api.get(world.bearer(world.production()), path())).hasStatusOk();
    }

    private String rotate(String body) {
        var answer = api.post(ada(), path() + "/token/rotate", body);
        assertThat(answer).hasStatusOk();
        return "Bearer " + json(answer).get("token").asString();
    }

    private String path() {
        return "/v1/servers/" + world.production().cuid();
    }

    private String ada() {
        return world.bearer(world.ada());
    }
}
