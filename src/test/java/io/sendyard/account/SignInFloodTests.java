package io.sendyard.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Crowd;
import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** One client that guesses many passwords at the same moment. */
@SendyardTest
class SignInFloodTests {

    private static final String HERE = "127.0.0.1";
    private static final String ELSEWHERE = "127.0.0.2";

    @Autowired World world;
    @LocalServerPort int port;

    @Test
    void isRefusedWhileTheOwnerElsewhereSignsIn() {
        var owner = new AtomicReference<@Nullable HttpResponse<String>>();
        var answers =
                Crowd.of(
                        151,
                        i -> {
                            if (i == 75) {
                                owner.set(login(ELSEWHERE, world.ada().email(), World.PASSWORD));
                                return 401;
                            }
                            var answer = login(HERE, "guess%d@acme.example".formatted(i), "wrong");
                            if (answer.statusCode() == 429) {
                                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                            }
                            return answer.statusCode();
                        });

        assertThat(answers).contains(429).isSubsetOf(401, 429);
        assertThat(owner.get())
                .isNotNull()
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200));
    }

    private HttpResponse<String> login(String place, String email, String password) {
        return Visitor.from(place, port)
                .send(
                        "POST",
                        "/v1/auth/login",
                        "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password),
                        "Content-Type",
                        "application/json");
    }
}
