package io.sendyard.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MemoryBudgetTests {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final MemoryBudget budget = new MemoryBudget(100);

    @Test
    void whoFindsNoneHearsItAtOnceOrWaits() {
        assertThat(budget.tryReserve(60)).isTrue();
        assertThat(budget.tryReserve(41)).isFalse();
        assertThat(budget.reserve(41, Duration.ofMillis(10))).isEmpty();
        var waits = CompletableFuture.supplyAsync(() -> budget.reserve(41, LONG));

        budget.release(60);

        assertThat(waits.join()).isPresent();
    }

    @Test
    void whatIsLargerThanAllOfItGetsInAlone() {
        try (var place = budget.reserve(1_000_000_000_000L, LONG).orElseThrow()) {
            assertThat(place).isNotNull();
            assertThat(budget.tryReserve(1)).isFalse();
        }
        assertThat(budget.tryReserve(100)).isTrue();
    }

    @Test
    void smallOnesDoNotPassALargeOneThatWaits() {
        var first = budget.reserve(60, LONG).orElseThrow();
        var large = CompletableFuture.supplyAsync(() -> budget.reserve(100, LONG));
        await().during(Duration.ofMillis(100)).until(() -> !large.isDone());

        assertThat(budget.reserve(10, Duration.ofMillis(10))).isEmpty();
        first.close();
        assertThat(large.join()).isPresent();
    }
}
