package io.sendyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.Tables;
import io.sendyard.TestInstallation;
import io.sendyard.Visitor;
import io.sendyard.World;
import io.sendyard.api.ApiFilters;
import io.sendyard.database.DataDirectory;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What people who are not signed in leave behind: nothing. */
@SendyardTest
class AnonymousVisitorTests {

    @Autowired World world;
    @Autowired JdbcClient jdbc;
    @Autowired DataDirectory data;
    @Autowired ApiFilters filters;
    @LocalServerPort int port;

    @Test
    void makeNoSession() {
        var visitor = Visitor.at(port);
        var form = Map.of("email", world.ada().email(), "password", "wrong");
        for (var path :
                List.of(
                        "/",
                        "/sign-in",
                        "/sign-in?continue=/settings/plan",
                        "/setup",
                        "/docs/api",
                        "/senders/confirmation?token=x",
                        "/actuator/health",
                        "/nothing",
                        "/email/servers",
                        "/settings/plan",
                        "/u/nothing",
                        "/v1/servers",
                        "/css/base.css")) {
            visitor.get(path, "Accept", "text/html");
            visitor.submitWithoutToken(path, form);
            visitor.get(path, "HX-Request", "true");
        }
        assertThat(visitor.submit("/sign-in", form).statusCode()).isEqualTo(401);

        assertThat(visitor.session()).isEmpty();
        assertThat(sessions()).isZero();
    }

    @Test
    void leaveNoSecretOfARefusedRequestBehind() throws IOException {
        var token = world.production().token().reveal();
        var secrets = List.of("SavedPw12345", token, "ForeignCookie98765");
        Visitor.raw(
                port,
                "GET /email/servers?password=SavedPw12345 HTTP/1.1",
                "Accept: text/html\r\nAuthorization: Bearer %s\r\nX-Api-Key: %s\r\nCookie: other=ForeignCookie98765\r\n"
                        .formatted(token, token));

        for (var table : new Tables(jdbc).names()) {
            for (var row : new Tables(jdbc).rows(table)) {
                assertThat(row.values()).noneMatch(value -> holds(value, secrets));
            }
        }
        if (!TestInstallation.isPostgresql()) {
            jdbc.sql("checkpoint sync").update();
            assertThat(holds(Files.readAllBytes(data.dataDir().resolve("sendyard.mv.db")), secrets))
                    .isFalse();
        }
    }

    @Test
    void areLimitedByAddressOnEveryPage() throws InterruptedException {
        var flooded = new AtomicBoolean();
        var flood = Thread.ofPlatform().start(() -> flood("127.0.0.9", flooded));
        while (!flooded.get()) {
            Thread.sleep(1);
        }

        var flooder = Visitor.from("127.0.0.9", port);
        for (var path : List.of("/", "/sign-in", "/setup", "/nothing", "/email/servers")) {
            refused(() -> flooder.get(path));
            refused(() -> flooder.submitWithoutToken(path, Map.of()));
            assertThat(Visitor.at(port).get(path).statusCode()).as(path).isNotEqualTo(429);
        }
        flood.interrupt();
        flood.join();
    }

    /** Sooner or later: the limit allows a request now and then. */
    private static void refused(Supplier<HttpResponse<String>> request) {
        var answer =
                Stream.generate(request)
                        .limit(100)
                        .filter(found -> found.statusCode() == 429)
                        .findFirst()
                        .orElseThrow();
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("Too many requests");
    }

    /** Requests from one address until the thread is interrupted. */
    private void flood(String address, AtomicBoolean flooded) {
        while (!Thread.currentThread().isInterrupted()) {
            var request = new MockHttpServletRequest("GET", "/sign-in");
            request.setRemoteAddr(address);
            var response = new MockHttpServletResponse();
            try {
                filters.rateLimit().doFilter(request, response, new MockFilterChain());
            } catch (ServletException | IOException e) {
                throw new AssertionError(e);
            }
            if (response.getStatus() == 429) {
                flooded.set(true);
            }
        }
    }

    private long sessions() {
        return jdbc.sql("select count(*) from spring_session").query(Long.class).single();
    }

    /** Whether the bytes or text contain a secret, in UTF-8 or UTF-16. */
    private static boolean holds(Object value, List<String> secrets) {
        var text =
                value instanceof byte[] bytes
                        ? new String(bytes, StandardCharsets.ISO_8859_1)
                        : String.valueOf(value);
        return secrets.stream()
                .anyMatch(secret -> text.contains(secret) || text.contains(inUtf16(secret)));
    }

    private static String inUtf16(String secret) {
        return new String(secret.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1);
    }
}
