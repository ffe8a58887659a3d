package io.sendyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.CannotCreateTransactionException;

/** What a filter throws that looks something up. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseOutageFilterTests {

    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/send");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void isAnsweredAndTakesOneLineOfTheLogWhereTheDatabaseIsAway(CapturedOutput log)
            throws Exception {
        filter(new CannotCreateTransactionException("no connection"));

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(log.getOut().lines()).hasSize(1);
        assertThat(log).contains("POST /v1/send could not be answered now", "no connection");
    }

    @Test
    void goesOnWhereItIsAFaultOfOurs() {
        var fault = new IllegalStateException("a fault");

        assertThatThrownBy(() -> filter(fault)).isSameAs(fault);
    }

    @Test
    void goesOnWhereTheAnswerHasBegun() {
        response.setCommitted(true);
        var outage = new CannotCreateTransactionException("no connection");

        assertThatThrownBy(() -> filter(outage)).isSameAs(outage);
    }

    private void filter(RuntimeException thrown) throws Exception {
        FilterChain chain =
                (_, _) -> {
                    throw thrown;
                };
        new DatabaseOutageFilter().doFilter(request, response, chain);
    }
}
