package io.sendyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.TestOutside;
import io.sendyard.Visitor;
import io.sendyard.World;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SendyardTest
class WrongPasswordsTests {

    private static final String HERE = "127.0.0.1";
    private static final String ELSEWHERE = "127.0.0.2";

    @Autowired World world;
    @Autowired TestOutside.TestClock clock;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    @Test
    void areFreeFiveTimesAndCostGrowingPausesThen() {
        clock.stop();
        for (var door : List.of(page(), api())) {
            var email = world.ada().email();
            for (int i = 0; i < 5; i++) {
                assertThat(door.knock(email, "wrong", HERE).statusCode())
                        .as("%s wrong ones before", i)
                        .isEqualTo(401);
            }
            long last = 0;
            for (int i = 0; i < 6; i++) {
                var refused = door.knock(email, "wrong", HERE);
                assertThat(refused.statusCode()).isEqualTo(429);
                long pause = retryAfter(refused);
                assertThat(pause).isGreaterThan(last);
                last = pause;
                clock.advance(Duration.ofSeconds(pause));
            }
            door.knock(email, "wrong", HERE);
            assertThat(door.knock(email, World.PASSWORD, HERE).statusCode())
                    .as("the right password in the pause")
                    .isEqualTo(429);
            clock.advance(Duration.ofMinutes(20));
            assertThat(door.knock(email, World.PASSWORD, HERE).statusCode()).isIn(200, 302);
            assertThat(door.knock(email, "wrong", HERE).statusCode()).isEqualTo(401);
            door.knock(email, World.PASSWORD, HERE);
        }
    }

    @Test
    void lockNobodyOutElsewhere() {
        for (var door : List.of(page(), api())) {
            for (int i = 0; i < 10; i++) {
                door.knock(world.ada().email(), "wrong", HERE);
            }
            assertThat(door.knock(world.ada().email(), World.PASSWORD, HERE).statusCode())
                    .isEqualTo(429);
            assertThat(door.knock(world.ada().email(), World.PASSWORD, ELSEWHERE).statusCode())
                    .isIn(200, 302);
        }
    }

    @Test
    void countOnThePasswordPageToo() {
        clock.stop();
        var ada = Visitor.from(HERE, port);
        ada.signIn(world.ada().email());
        var guess = Map.of("current", "wrong", "password", "another long password");
        for (int i = 0; i < 5; i++) {
            assertThat(ada.submit("/settings/profile/password", guess).statusCode()).isEqualTo(422);
        }

        var refused = ada.submit("/settings/profile/password", guess);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(retryAfter(refused)).isPositive();
        var right = Map.of("current", World.PASSWORD, "password", "another long password");
        assertThat(ada.submit("/settings/profile/password", right).statusCode()).isEqualTo(429);
        assertThat(page().knock(world.ada().email(), World.PASSWORD, HERE).statusCode())
                .isEqualTo(429);
        clock.advance(Duration.ofSeconds(retryAfter(refused)));
        assertThat(ada.submit("/settings/profile/password", right).statusCode()).isEqualTo(303);
    }

    @Test
    void areAnsweredAsUnknownAddressesAre() {
        clock.stop();
        for (var door : List.of(page(), api())) {
            for (int i = 0; i < 7; i++) {
                var known = door.knock(world.ada().email(), "wrong", HERE);
                var unknown = door.knock("ida@acme.example", "wrong", HERE);
                assertThat(text(unknown)).isEqualTo(text(known));
                assertThat(unknown.statusCode()).isEqualTo(known.statusCode());
            }
        }
    }

    @Test
    void areNotFreeForThoseWhoAskManyTimesAtOnce() throws Exception {
        var door = api();
        var tries = new ArrayList<Callable<Integer>>();
        IntStream.range(0, 60)
                .forEach(_ ->
                        tries.add(
                                () -> door.knock(world.ada().email(), "wrong", HERE).statusCode()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(tries)) {
                assertThat(answer.get()).isIn(401, 429);
            }
        }

        assertThat(jdbc.sql("select failures from sign_in_failures").query(Integer.class).single())
                .as("passwords that were looked at")
                .isBetween(1, 5 + Runtime.getRuntime().availableProcessors());
    }

    private Door page() {
        return (email, password, place) ->
                Visitor.from(place, port)
                        .submit("/sign-in", Map.of("email", email, "password", password));
    }

    private Door api() {
        return (email, password, place) ->
                Visitor.from(place, port)
                        .send(
                                "POST",
                                "/v1/auth/login",
                                "{\"email\": \"%s\", \"password\": \"%s\"}"
                                        .formatted(email, password),
                                "Content-Type",
                                "application/json");
    }

    private static long retryAfter(HttpResponse<String> refused) {
        return Long.parseLong(refused.headers().firstValue("Retry-After").orElse("0"));
    }

    /** The answer without the address, which the page gives back, and without its CSRF token. */
    private static String text(HttpResponse<String> answer) {
        return answer.body()
                .replaceAll("(ada|ida)@acme.example", "somebody")
                .replaceAll("(name=\"_csrf\" value=\")[^\"]*", "$1");
    }

    /** One of the two endpoints that take a password. */
    private interface Door {

        HttpResponse<String> knock(String email, String password, String place);
    }
}
