package io.sendyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.MemoryBudget;
import io.sendyard.web.IntakeMemory;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** Large bodies have so much memory together. */
class BodyLimitFilterMemoryTests {

    private static final int LARGE = 100_000;

    private final MemoryBudget memory = new MemoryBudget(LARGE);
    private final BodyLimitFilter limit =
            new BodyLimitFilter(
                    new IntakeMemory(memory, Duration.ofMillis(10)),
                    new ApiResponses(new JsonMapper()));

    @Test
    void answers503WhileOthersHoldTheMemory() throws Exception {
        assertThat(memory.tryReserve(1)).isTrue();
        var request = request(LARGE, true);

        var answer = answer(request);

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader(HttpHeaders.RETRY_AFTER)).isEqualTo("5");
        assertThat(answer.getContentAsString()).contains(IntakeMemory.NONE);
        assertThat(request.getInputStream().read()).as("what was not read").isNegative();
        memory.release(1);
        assertThat(answer(request(LARGE, true)).getStatus()).isEqualTo(200);
        assertThat(memory.tryReserve(LARGE)).as("what was given back").isTrue();
    }

    @Test
    void smallOnesGetInWhateverElseComes() throws Exception {
        assertThat(memory.tryReserve(LARGE)).isTrue();

        assertThat(answer(request(IntakeMemory.FREE_OCTETS, true)).getStatus()).isEqualTo(200);
        assertThat(answer(request(IntakeMemory.FREE_OCTETS, false)).getStatus()).isEqualTo(200);
        assertThat(answer(request(IntakeMemory.FREE_OCTETS + 1, true)).getStatus()).isEqualTo(503);
        assertThat(answer(request(IntakeMemory.FREE_OCTETS + 1, false)).getStatus()).isEqualTo(503);
    }

    @Test
    void whatDoesNotTellItsLengthCountsAsTheLargestAndIsReadWhole() throws Exception {
        var chain = new Reading(memory);

        limit.doFilter(
                request(IntakeMemory.FREE_OCTETS + 1, false), new MockHttpServletResponse(), chain);

        assertThat(chain.read).isEqualTo(IntakeMemory.FREE_OCTETS + 1);
        assertThat(chain.memoryLeft).isFalse();
        assertThat(memory.tryReserve(LARGE)).isTrue();
    }

    @Test
    void aBodyThatTakesTooLongReleasesItsMemory() throws Exception {
        var hasty =
                new BodyLimitFilter(
                        new IntakeMemory(memory, Duration.ofMillis(10)),
                        new ApiResponses(new JsonMapper()),
                        Duration.ZERO);
        var response = new MockHttpServletResponse();

        hasty.doFilter(request(LARGE, true), response, new Reading(memory));

        assertThat(response.getStatus()).isEqualTo(408);
        assertThat(response.getHeader("Connection")).isEqualTo("close");
        assertThat(response.getContentAsString()).contains("took too long");
        assertThat(memory.tryReserve(LARGE)).isTrue();
    }

    private MockHttpServletResponse answer(MockHttpServletRequest request) throws Exception {
        var response = new MockHttpServletResponse();
        limit.doFilter(request, response, new MockFilterChain());
        return response;
    }

    private static MockHttpServletRequest request(int octets, boolean told) {
        var request = new Untold(told);
        var body = new byte[octets];
        Arrays.fill(body, (byte) ' ');
        request.setRequestURI("/v1/send");
        request.setContent(body);
        if (!told) {
            request.addHeader(HttpHeaders.TRANSFER_ENCODING, "chunked");
        }
        return request;
    }

    /** A request that may keep its length to itself. */
    private static class Untold extends MockHttpServletRequest {

        private final boolean told;

        Untold(boolean told) {
            this.told = told;
        }

        @Override
        public long getContentLengthLong() {
            return told ? super.getContentLengthLong() : -1;
        }
    }

    /** Reads the body, and checks whether others had memory in the meantime. */
    private static class Reading extends MockFilterChain {

        private final MemoryBudget memory;
        private int read;
        private boolean memoryLeft;

        Reading(MemoryBudget memory) {
            this.memory = memory;
        }

        @Override
        public void doFilter(
                jakarta.servlet.ServletRequest request, jakarta.servlet.ServletResponse response)
                throws IOException {
            read = request.getInputStream().readAllBytes().length;
            memoryLeft = memory.tryReserve(1);
        }
    }
}
