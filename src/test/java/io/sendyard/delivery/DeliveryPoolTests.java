package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.core.MemoryBudget;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the queue to receiving hosts and back: what becomes of mail that leaves. */
class DeliveryPoolTests extends DeliveryTestBase {

    @Test
    void deliversAndTellsHow() {
        var message = mailroom.mail(world.production(), 0, "person@example.com").getFirst();

        start();

        until(() -> mailroom.status(message).equals("delivered"));
        assertThat(sink.messages()).containsExactly(Mailroom.CONTENT);
        assertThat(sink.commands().get(1)).matches("MAIL FROM:<bounces\\+[0-9a-v]{32}@.*>");
        assertThat(mailroom.recipient(message))
                .containsEntry("attempts", 1)
                .containsEntry("lane", null);
        assertThat(mailroom.lastEvent(message, "details"))
                .contains("\"enhancedCode\":\"2.0.0\"", "\"remoteAddress\":\"127.0.0.1\"");
        assertThat(mailroom.lastEvent(message, "conversation"))
                .contains("C: RCPT TO:<person@example.com>", "S: 250 2.0.0 taken");
    }

    @Test
    void keepsASandboxServersMail() {
        var message = mailroom.mail(world.staging(), 0, "person@example.com").getFirst();

        start();

        until(() -> mailroom.status(message).equals("captured"));
        assertThat(sink.connections()).isZero();
    }

    @Test
    void givesEachRecipientItsOwnEnd() {
        sink.on(
                "RCPT",
                Answer.of("250 fine"),
                Answer.of("450 4.2.0 later"),
                Answer.of("550 5.7.1 blocked"));
        var message = mailroom.mail(world.production(), 0, "one@example.com").getFirst();
        mailroom.also(message, "two@example.com");
        mailroom.also(message, "three@example.com");

        start();

        until(() -> mailroom.events(message).size() == 3);
        assertThat(mailroom.events(message))
                .containsExactlyInAnyOrder("delivered", "deferred", "bounced");
        assertThat(mailroom.status(message)).isEqualTo("bounced");
    }

    @Test
    void triesAgainAfterGrowingPausesAndGivesUpInTheEnd() {
        clock.stop();
        sink.on("RCPT", "451 4.3.0 not now");
        var message = mailroom.mail(world.production(), 0, "person@example.com").getFirst();
        var pause = Duration.ZERO;

        start();
        for (int attempt = 1; !mailroom.status(message).equals("failed"); attempt++) {
            int tries = attempt;
            until(() -> mailroom.events(message).size() == tries);
            if (mailroom.events(message).getLast().equals("deferred")) {
                var next = Duration.between(clock.instant(), mailroom.dueAt(message));
                assertThat(attempt > 8 || next.compareTo(pause) > 0).isTrue();
                pause = next;
                clock.advance(next);
            }
        }

        assertThat(mailroom.events(message)).hasSizeBetween(10, 16).endsWith("deferred", "failed");
        assertThat(mailroom.recipient(message).get("reason"))
                .asString()
                .startsWith("Given up after")
                .contains("not now");
    }

    @Test
    void leavesASickHostAloneAsAWholeAndServesTheOthers() {
        sink.on("CONNECT", "421 4.3.2 closed");
        try (var healthy = Sink.open("127.0.0.2", sink.port())) {
            host("example.net", "127.0.0.2");
            mailroom.mail(world.production(), 0, 100, "example.com");
            mailroom.mail(world.production(), 0, 100, "example.net");

            start();

            until(() -> healthy.messages().size() == 100 && mailroom.count("queued") == 100);
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
        mailroom.mail(world.production(), 0, 30, "example.com");
        start();
        until(() -> sink.connections() == 1 && mailroom.count("queued") == 30);

        clock.advance(Duration.ofMinutes(2));

        until(() -> mailroom.count("delivered") == 30);
        assertThat(sink.messages()).hasSize(30);
    }

    @Test
    void largeMailWaitsForMemoryAndSmallMailDoesNot() {
        clock.stop();
        var room = new MemoryBudget(1);
        var large = new byte[Claim.MOST_KEPT + 1];
        Arrays.fill(large, (byte) 'x');
        var waits =
                mailroom.mail(world.production(), 0, large, List.of("large@example.com"))
                        .getFirst();
        var small = mailroom.mail(world.production(), 0, "small@example.com").getFirst();
        try (var _ = room.enter(1, Duration.ZERO).orElseThrow()) {
            start(outgoingMails(room));

            until(() -> mailroom.status(small).equals("delivered"));
            until(() -> mailroom.dueAt(waits).isAfter(clock.instant()));
            assertThat(mailroom.recipient(waits))
                    .containsEntry("attempts", 0)
                    .containsEntry("status", "queued");
        }
        clock.advance(Duration.ofSeconds(10));

        until(() -> mailroom.status(waits).equals("delivered"));
        assertThat(room.take(1)).isTrue();
    }

    @Test
    void opensNoMoreConnectionsThanAllowed() {
        mailroom.mail(world.production(), 1, 300, "example.com");

        start();

        until(() -> mailroom.count("delivered") == 300);
        assertThat(sink.messages()).hasSize(300);
        assertThat(sink.connections()).isLessThanOrEqualTo(8);
    }

    @Test
    void stopsInOrder() {
        sink.on("END", Answer.trickle("250 2.0.0 taken", Duration.ofMillis(10)));
        mailroom.mail(world.production(), 0, 60, "example.com");
        start();
        until(() -> sink.messages().size() > 10);

        long before = System.nanoTime();
        dispatchers.getFirst().stop();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(mailroom.count("sending")).isZero();
        assertThat(mailroom.count("delivered")).isEqualTo(sink.messages().size());
        assertThat(mailroom.count("queued")).isEqualTo(60 - sink.messages().size());
        start();
        until(() -> mailroom.count("delivered") == 60);
        assertThat(sink.messages()).hasSize(60);
    }
}
