package io.sendyard.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MemoryBudgetTests {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final MemoryBudget room = new MemoryBudget(100);

    @Test
    void whoFindsNoneHearsItAtOnceOrWaits() {
        assertThat(room.take(60)).isTrue();
        assertThat(room.take(41)).isFalse();
        assertThat(room.enter(41, Duration.ofMillis(10))).isEmpty();
        var waits = CompletableFuture.supplyAsync(() -> room.enter(41, LONG));

        room.giveBack(60);

        assertThat(waits.join()).isPresent();
    }

    @Test
    void whatIsLargerThanAllOfItGetsInAlone() {
        try (var place = room.enter(1_000_000_000_000L, LONG).orElseThrow()) {
            assertThat(place).isNotNull();
            assertThat(room.take(1)).isFalse();
        }
        assertThat(room.take(100)).isTrue();
    }

    @Test
    void smallOnesDoNotPassALargeOneThatWaits() {
        var first = room.enter(60, LONG).orElseThrow();
        var large = CompletableFuture.supplyAsync(() -> room.enter(100, LONG));
        await().during(Duration.ofMillis(100)).until(() -> !large.isDone());

        assertThat(room.enter(10, Duration.ofMillis(10))).isEmpty();
        first.close();
        assertThat(large.join()).isPresent();
    }
}
