package io.sendyard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.World;
import io.sendyard.account.SignedIn;
import io.sendyard.database.CommitDurability;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;

@SendyardTest
class IdempotencyFilterTests {

    @Autowired World world;

    @Autowired ApiFilters filters;

    @Autowired IdempotencyRecords records;

    @Autowired TransactionTemplate transactions;

    @Autowired ApiResponses api;

    @Autowired JdbcClient jdbc;

    @Autowired TestClock clock;

    private final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void adaCalls() {
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(
                                new SignedIn(world.ada()), null, List.of()));
    }

    @AfterEach
    void nobodyCalls() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void aSecondOneWaitsForNoFirst() throws Exception {
        var meanwhile = new MockHttpServletResponse();

        var first =
                post((request, response) -> {
                    filters.idempotency().doFilter(request(), meanwhile, answering(201));
                    answering(201).doFilter(request, response);
                });

        assertThat(meanwhile.getStatus()).isEqualTo(409);
        assertThat(meanwhile.getContentAsString()).contains("\"code\":\"idempotency_in_progress\"");
        assertThat(first.getStatus()).isEqualTo(201);
        assertThat(runs).hasValue(1);
        assertThat(post(answering(201)).getHeader("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void whatFailedOnOurSideIsTriedAgain() throws Exception {
        assertThat(post(answering(500)).getStatus()).isEqualTo(500);
        assertThat(post(answering(503)).getStatus()).isEqualTo(503);
        assertThatThrownBy(() ->
                        post((_, _) -> {
                            throw new IllegalStateException("It broke");
                        }))
                .hasMessageContaining("It broke");

        var last = post(answering(201));

        assertThat(last.getStatus()).isEqualTo(201);
        assertThat(last.getHeader("Idempotent-Replayed")).isNull();
        assertThat(runs).hasValue(3);
    }

    @Test
    void whatWasRefusedChangedNothing() throws Exception {
        post((request, response) -> {
            jdbc.sql("update account set name = 'Changed'").update();
            answering(422).doFilter(request, response);
        });

        assertThat(names()).containsExactlyInAnyOrder("Acme", "Globex");
    }

    @Test
    void theChangeAndItsAnswerAreKeptTogether() throws Exception {
        post((request, response) -> {
            jdbc.sql("update account set name = 'Changed'").update();
            answering(201).doFilter(request, response);
        });

        assertThat(names()).containsOnly("Changed");
        assertThat(post(answering(201)).getHeader("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void aClaimWhoseNodeDiedIsTakenOver() throws Exception {
        var late = new MockHttpServletResponse();

        assertThatThrownBy(() ->
                        post((request, response) -> {
                            jdbc.sql("select 1").query(Integer.class).single();
                            clock.advance(Duration.ofMinutes(2));
                            filters.idempotency().doFilter(request(), late, answering(201));
                            answering(201).doFilter(request, response);
                        }))
                .hasMessageContaining("ran out");

        assertThat(late.getStatus()).isEqualTo(201);
    }

    /** Its yes would be one too many, where the first request's commit is not on the disk yet. */
    @Test
    void anAnswerIsGivenAgainOnlyWhenWhatItPromisesIsOnTheDisk() throws Exception {
        post(answering(201));
        var disk = new Disk();
        var again = new MockHttpServletResponse();
        var replaying = new IdempotencyFilter(records, transactions, disk, api);

        disk.stuck = true;
        assertThatThrownBy(() -> replaying.doFilter(request(), again, answering(201)))
                .hasMessage("The disk does not answer");
        assertThat(again.getContentAsString()).isEmpty();
        assertThat(again.getHeader("Idempotent-Replayed")).isNull();

        disk.stuck = false;
        replaying.doFilter(request(), again, answering(201));
        assertThat(again.getHeader("Idempotent-Replayed")).isEqualTo("true");
        assertThat(disk.syncs).isEqualTo(1);
        assertThat(runs).hasValue(1);
    }

    private MockHttpServletResponse post(FilterChain chain) throws Exception {
        var response = new MockHttpServletResponse();
        filters.idempotency().doFilter(request(), response, chain);
        return response;
    }

    private FilterChain answering(int status) {
        return (_, response) -> {
            runs.incrementAndGet();
            ((HttpServletResponse) response).setStatus(status);
            response.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
        };
    }

    private List<String> names() {
        return jdbc.sql("select name from account").query(String.class).list();
    }

    private static MockHttpServletRequest request() {
        var request = new MockHttpServletRequest("POST", "/v1/send");
        request.addHeader(IdempotencyFilter.KEY, "order-4711");
        request.setContent("{}".getBytes(StandardCharsets.UTF_8));
        return request;
    }

    /** A disk that counts how often it was written out, and can hang. */
    private static class Disk implements CommitDurability {

        private boolean stuck;
        private int syncs;

        @Override
        public String hold() {
            return "for update";
        }

        @Override
        public void begin() {}

        @Override
        public void sync() {
            if (stuck) {
                throw new IllegalStateException("The disk does not answer");
            }
            syncs++;
        }
    }
}
