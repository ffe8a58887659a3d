package io.sendyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.core.MemoryBudget;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class LargeRequestsTests {

    private static final int LARGE = 2 * IntakeMemory.FREE_OCTETS;

    private final MemoryBudget budget = new MemoryBudget(3 * LARGE);
    private final LargeRequests requests =
            new LargeRequests(new IntakeMemory(budget, Duration.ofMillis(10)));

    @AfterEach
    void end() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void anAccountHasTwoAtOnce() {
        var first = request(1, LARGE);
        request(1, LARGE);

        assertThatThrownBy(() -> request(1, LARGE))
                .isInstanceOf(ErrorResponseException.class)
                .hasMessageContaining("429");
        request(2, LARGE);
        first.requestCompleted();
        assertThatThrownBy(() -> request(2, 2 * LARGE))
                .isInstanceOf(ErrorResponseException.class)
                .hasMessageContaining("503");
        request(1, LARGE);
    }

    @Test
    void smallMessagesAreNone() {
        for (int i = 0; i < 10; i++) {
            request(1, IntakeMemory.FREE_OCTETS);
        }
        assertThat(budget.tryReserve(3 * LARGE)).isTrue();
    }

    @Test
    void allIsGivenBackAtTheEnd() {
        for (int i = 0; i < 10; i++) {
            request(1, 3 * LARGE).requestCompleted();
        }
        assertThat(budget.tryReserve(3 * LARGE)).isTrue();
    }

    @Test
    void aRequestBeginsOnce() {
        var first = request(1, LARGE);
        requests.begin(1);
        requests.begin(1);
        request(1, LARGE);
        first.requestCompleted();
        request(1, LARGE);
    }

    private ServletRequestAttributes request(long account, long octets) {
        var attributes = new ServletRequestAttributes(new MockHttpServletRequest());
        RequestContextHolder.setRequestAttributes(attributes);
        try {
            requests.begin(account, octets);
        } catch (ErrorResponseException e) {
            attributes.requestCompleted();
            throw e;
        }
        return attributes;
    }
}
