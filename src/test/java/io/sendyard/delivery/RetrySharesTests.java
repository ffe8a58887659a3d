package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.TestOutside;
import io.sendyard.World;
import io.sendyard.message.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The shares of the queue that retries and new mail have. */
@SendyardTest
class RetrySharesTests {

    @Autowired World world;
    @Autowired Queue queue;
    @Autowired OutcomeRecorder recorder;
    @Autowired JdbcTemplate jdbc;
    @Autowired TestOutside.TestClock clock;

    TestQueue testQueue;
    HeldClaims heldClaims = new HeldClaims(1_000, Duration.ofMinutes(1));

    @BeforeEach
    void open() {
        testQueue = new TestQueue(jdbc, clock);
    }

    @Test
    void retriesAndNewMailShareAClaim() {
        testQueue.mail(world.production(), Lane.TRANSACTIONAL_RETRY, 400, "example.com");
        testQueue.mail(world.production(), Lane.TRANSACTIONAL, 400, "example.com");

        var first = queue.claim(heldClaims);

        assertThat(first).hasSize(Queue.MOST).filteredOn(Claim::isRetry).hasSize(Queue.MOST / 2);
    }

    @Test
    void retriesTakeNoneOfTheCapacityOfNewMail() {
        testQueue.mail(world.production(), Lane.TRANSACTIONAL_RETRY, 300, "example.com");
        testQueue.mail(world.globexServer(), Lane.TRANSACTIONAL_RETRY, 300, "example.com");
        var small = new HeldClaims(100, Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) {
            small.add(queue.claim(small), System.nanoTime());
        }
        assertThat(small.all()).hasSize(50);
        assertThat(small.capacityForNew(Lane.TRANSACTIONAL, world.production().id())).isEqualTo(25);

        testQueue.mail(world.production(), Lane.TRANSACTIONAL, 60, "example.com");

        assertThat(queue.claim(small)).hasSize(50).noneMatch(Claim::isRetry);
    }

    @Test
    void whatWasDeferredIsARetryFromThenOn() {
        testQueue.mail(world.production(), Lane.BROADCAST, "person@example.com");
        var claim = queue.claim(heldClaims).getFirst();

        var now = clock.instant();
        recorder.record(List.of(ClaimOutcome.putOff(claim, now, now, "421 closing")));
        var offeredAgain = queue.claim(heldClaims).getFirst();
        assertThat(offeredAgain.isRetry()).as("It was not attempted").isFalse();
        queue.putBack(Map.of(offeredAgain, clock.instant()));

        var retry = queue.claim(heldClaims).getFirst();
        assertThat(retry.isRetry()).isTrue();
        assertThat(retry.broadcast()).isTrue();
        assertThat(retry.attempts()).isZero();
    }
}
