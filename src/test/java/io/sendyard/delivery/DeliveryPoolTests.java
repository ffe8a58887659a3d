package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.MemoryBudget;
import io.sendyard.message.Lane;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the queue to receiving hosts and back: what becomes of mail that leaves. */
class DeliveryPoolTests extends DeliveryTestBase {

    @Test
    void deliversAndTellsHow() {
        var message = testQueue.message(world.production(), "person@example.com");

        start();

        until(() -> testQueue.status(message).equals("delivered"));
        assertThat(sink.messages()).containsExactly(TestQueue.CONTENT);
        assertThat(sink.commands().get(1)).matches("MAIL FROM:<bounces\\+[0-9a-v]{32}@.*>");
        assertThat(testQueue.recipient(message))
                .containsEntry("attempts", 1)
                .containsEntry("lane", null);
        assertThat(testQueue.lastEvent(message, "details"))
                .contains("\"enhancedCode\":\"2.0.0\"", "\"remoteAddress\":\"127.0.0.1\"");
        assertThat(testQueue.lastEvent(message, "conversation"))
                .contains("C: RCPT TO:<person@example.com>", "S: 250 2.0.0 taken");
    }

    @Test
    void keepsASandboxServersMail() {
        var message = testQueue.message(world.staging(), "person@example.com");

        start();

        until(() -> testQueue.status(message).equals("captured"));
        assertThat(sink.connections()).isZero();
    }

    @Test
    void givesEachRecipientItsOwnEnd() {
        sink.on(
                "RCPT",
                Answer.of("250 fine"),
                Answer.of("450 4.2.0 later"),
                Answer.of("550 5.7.1 blocked"));
        var message = testQueue.message(world.production(), "one@example.com");
        testQueue.also(message, "two@example.com");
        testQueue.also(message, "three@example.com");

        start();

        until(() -> testQueue.events(message).size() == 3);
        assertThat(testQueue.events(message))
                .containsExactlyInAnyOrder("delivered", "deferred", "bounced");
        assertThat(testQueue.status(message)).isEqualTo("bounced");
    }

    @Test
    void triesAgainAfterGrowingPausesAndGivesUpInTheEnd() {
        clock.stop();
        sink.on("RCPT", "451 4.3.0 not now");
        var message = testQueue.message(world.production(), "person@example.com");
        var pause = Duration.ZERO;

        start();
        for (int attempt = 1; !testQueue.status(message).equals("failed"); attempt++) {
            int tries = attempt;
            until(() -> testQueue.events(message).size() == tries);
            if (testQueue.events(message).getLast().equals("deferred")) {
                var next = Duration.between(clock.instant(), testQueue.dueAt(message));
                assertThat(attempt > 8 || next.compareTo(pause) > 0).isTrue();
                pause = next;
                clock.advance(next);
            }
        }

        assertThat(testQueue.events(message)).hasSizeBetween(10, 16).endsWith("deferred", "failed");
        assertThat(testQueue.recipient(message).get("reason"))
                .asString()
                .startsWith("Given up after")
                .contains("not now");
    }

    @Test
    void leavesADownHostAloneAndServesTheOthers() {
        sink.on("CONNECT", "421 4.3.2 closed");
        try (var healthy = Sink.open("127.0.0.2", sink.port())) {
            host("example.net", "127.0.0.2");
            testQueue.mail(world.production(), Lane.TRANSACTIONAL, 100, "example.com");
            testQueue.mail(world.production(), Lane.TRANSACTIONAL, 100, "example.net");

            start();

            until(() -> healthy.messages().size() == 100 && testQueue.count("queued") == 100);
            assertThat(
                            jdbc.queryForObject(
                                    "select sum(attempts) from recipient where status = 'queued'",
                                    Long.class))
                    .isEqualTo(1);
            assertThat(sink.connections()).isEqualTo(1);
        }
    }

    @Test
    void goesOnWithAHostThatIsWellAgain() {
        sink.on("CONNECT", Answer.of("421 4.3.2 closed"), Answer.of("220 sink"));
        testQueue.mail(world.production(), Lane.TRANSACTIONAL, 30, "example.com");
        start();
        until(() -> sink.connections() == 1 && testQueue.count("queued") == 30);

        clock.advance(Duration.ofMinutes(2));

        until(() -> testQueue.count("delivered") == 30);
        assertThat(sink.messages()).hasSize(30);
    }

    @Test
    void largeMailWaitsForMemoryAndSmallMailDoesNot() {
        clock.stop();
        var memory = new MemoryBudget(1);
        var large = new byte[Claim.MOST_KEPT + 1];
        Arrays.fill(large, (byte) 'x');
        var waits =
                testQueue
                        .mail(
                                world.production(),
                                Lane.TRANSACTIONAL,
                                large,
                                List.of("large@example.com"))
                        .getFirst();
        var small = testQueue.message(world.production(), "small@example.com");
        try (var _ = memory.reserve(1, Duration.ZERO).orElseThrow()) {
            start(outgoingMails(memory));

            until(() -> testQueue.status(small).equals("delivered"));
            until(() -> testQueue.dueAt(waits).isAfter(clock.instant()));
            assertThat(testQueue.recipient(waits))
                    .containsEntry("attempts", 0)
                    .containsEntry("status", "queued");
        }
        clock.advance(Duration.ofSeconds(10));

        until(() -> testQueue.status(waits).equals("delivered"));
        assertThat(memory.tryReserve(1)).isTrue();
    }

    @Test
    void opensNoMoreConnectionsThanAllowed() {
        testQueue.mail(world.production(), Lane.BROADCAST, 300, "example.com");

        start();

        until(() -> testQueue.count("delivered") == 300);
        assertThat(sink.messages()).hasSize(300);
        assertThat(sink.connections()).isLessThanOrEqualTo(8);
    }

    @Test
    void stopsInOrder() {
        sink.on("END", Answer.trickle("250 2.0.0 taken", Duration.ofMillis(10)));
        testQueue.mail(world.production(), Lane.TRANSACTIONAL, 60, "example.com");
        start();
        until(() -> sink.messages().size() > 10);

        long before = System.nanoTime();
        dispatchers.getFirst().stop();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(testQueue.count("sending")).isZero();
        assertThat(testQueue.count("delivered")).isEqualTo(sink.messages().size());
        assertThat(testQueue.count("queued")).isEqualTo(60 - sink.messages().size());
        start();
        until(() -> testQueue.count("delivered") == 60);
        assertThat(sink.messages()).hasSize(60);
    }
}
