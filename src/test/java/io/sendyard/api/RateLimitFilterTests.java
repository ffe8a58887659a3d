package io.sendyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.Cuid;
import io.sendyard.web.Caller;
import io.sendyard.web.Viewer;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.json.JsonMapper;

class RateLimitFilterTests {

    private static final Program ONE = new Program("server:1");
    private static final Program OTHER = new Program("server:2");

    private final RateLimitFilter threeAMinute = limit(3);

    @AfterEach
    void nobodyCalls() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void tellsWhatIsLeft() throws Exception {
        var first = call(threeAMinute, ONE);
        var second = call(threeAMinute, ONE);

        assertThat(first.getStatus()).isEqualTo(200);
        assertThat(first.getHeader("RateLimit-Limit")).isEqualTo("3");
        assertThat(first.getHeader("RateLimit-Remaining")).isEqualTo("2");
        assertThat(first.getHeader("RateLimit-Reset")).isEqualTo("20");
        assertThat(first.getHeader("Retry-After")).isNull();
        assertThat(second.getHeader("RateLimit-Remaining")).isEqualTo("1");
        assertThat(second.getHeader("RateLimit-Reset")).isEqualTo("40");
    }

    @Test
    void refusesWhatIsOverItAndSaysWhenToComeAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(call(threeAMinute, ONE).getStatus()).isEqualTo(200);
        }

        var over = call(threeAMinute, ONE);

        assertThat(over.getStatus()).isEqualTo(429);
        assertThat(over.getContentType()).isEqualTo("application/problem+json");
        assertThat(over.getContentAsString())
                .contains("\"code\":\"rate_limited\"", "\"instance\":\"/v1/servers\"");
        assertThat(over.getHeader("Retry-After")).isEqualTo("20");
        assertThat(over.getHeader("RateLimit-Remaining")).isEqualTo("0");
    }

    @Test
    void countsEachCallerAlone() throws Exception {
        for (int i = 0; i < 4; i++) {
            call(threeAMinute, ONE);
        }

        assertThat(call(threeAMinute, OTHER).getStatus()).isEqualTo(200);
    }

    @Test
    void countsVisitorsOfPagesByWhereTheyComeFrom() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(visit("192.0.2.1", "/u/x").getStatus()).isEqualTo(200);
        }

        var over = visit("192.0.2.1", "/u/x");

        assertThat(over.getStatus()).isEqualTo(429);
        assertThat(over.getHeader("Retry-After")).isEqualTo("20");
        assertThat(visit("192.0.2.2", "/u/x").getStatus()).isEqualTo(200);
        assertThat(visit("192.0.2.1", "/v1/auth/login").getStatus()).isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            assertThat(visit("192.0.2.1", "/actuator/health").getStatus()).isEqualTo(200);
        }
        assertThat(visit("192.0.2.1", "/actuator/health").getStatus()).isEqualTo(429);
        for (int i = 0; i < 3; i++) {
            visit("2001:db8::" + i, "/sign-in");
        }
        assertThat(visit("2001:db8::ffff", "/sign-in").getStatus()).isEqualTo(429);
    }

    @Test
    void countsEachPersonOnPagesAndTheirAccountInTheApi() throws Exception {
        for (int i = 0; i < 4; i++) {
            call(threeAMinute, new PageReader(1), "/email/servers");
        }

        assertThat(call(threeAMinute, new PageReader(1), "/email/servers").getStatus())
                .isEqualTo(429);
        assertThat(call(threeAMinute, new PageReader(2), "/email/servers").getStatus())
                .isEqualTo(200);
        assertThat(call(threeAMinute, new PageReader(1), "/v1/servers").getStatus()).isEqualTo(200);
    }

    @Test
    void letsCallsThroughAgainAsTimeGoesBy() throws Exception {
        var hundredASecond = limit(6_000);
        while (call(hundredASecond, ONE).getStatus() == 200) {
            // Uses it up.
        }

        var deadline = Instant.now().plus(Duration.ofSeconds(5));
        var status = 429;
        while (status == 429 && Instant.now().isBefore(deadline)) {
            status = call(hundredASecond, ONE).getStatus();
        }
        assertThat(status).isEqualTo(200);
    }

    private static RateLimitFilter limit(long requestsPerMinute) {
        return new RateLimitFilter(
                new ApiResponses(new JsonMapper()),
                new RateLimitFilter.RateLimitProperties(requestsPerMinute));
    }

    private static MockHttpServletResponse call(RateLimitFilter limit, Caller caller)
            throws ServletException, IOException {
        return call(limit, caller, "/v1/servers");
    }

    private static MockHttpServletResponse call(RateLimitFilter limit, Caller caller, String path)
            throws ServletException, IOException {
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of()));
        var response = new MockHttpServletResponse();
        limit.doFilter(new MockHttpServletRequest("GET", path), response, new MockFilterChain());
        return response;
    }

    private MockHttpServletResponse visit(String address, String path) throws Exception {
        var request = new MockHttpServletRequest("GET", path);
        request.setRemoteAddr(address);
        var response = new MockHttpServletResponse();
        threeAMinute.doFilter(request, response, new MockFilterChain());
        return response;
    }

    /** A person of account 1. */
    record PageReader(long personId) implements Viewer {

        @Override
        public String scope() {
            return "account:1";
        }

        @Override
        public long accountId() {
            return 1;
        }

        @Override
        public boolean reaches(Cuid server) {
            return true;
        }

        @Override
        public String personName() {
            return "Ada";
        }

        @Override
        public String accountName() {
            return "Acme";
        }

        @Override
        public boolean manages() {
            return true;
        }

        @Override
        public boolean sends() {
            return true;
        }
    }

    /** An app. */
    record Program(String scope) implements Caller {

        @Override
        public long accountId() {
            return 1;
        }

        @Override
        public boolean reaches(Cuid server) {
            return true;
        }
    }
}
