package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.TestOutside.TestDns;
import io.sendyard.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** From the queue to receiving hosts and back: what becomes of mail that leaves. */
@SendyardTest
class CarriageTests {

    @Autowired World world;
    @Autowired JdbcTemplate jdbc;
    @Autowired TestClock clock;
    @Autowired TestDns dns;
    @Autowired Queue queue;
    @Autowired Recording recording;
    @Autowired Parcels parcels;
    @Autowired DeliverySettings settings;

    final Sink sink = Sink.open();
    final List<Dispatcher> dispatchers = new ArrayList<>();
    Mailroom mailroom;

    @BeforeEach
    void open() {
        mailroom = new Mailroom(jdbc, clock);
        host("example.com", "127.0.0.1");
    }

    @AfterEach
    void close() {
        sink.close();
        dispatchers.forEach(Dispatcher::stop);
    }

    @Test
    void deliversAndTellsHow() {
        var message = mailroom.mail(world.production(), 0, "person@example.com").getFirst();

        start();

        until(() -> mailroom.status(message).equals("delivered"));
        assertThat(sink.letters()).containsExactly(Mailroom.CONTENT);
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

            until(() -> healthy.letters().size() == 100 && mailroom.count("queued") == 100);
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
        assertThat(sink.letters()).hasSize(30);
    }

    @Test
    void opensNoMoreConnectionsThanAllowed() {
        mailroom.mail(world.production(), 1, 300, "example.com");

        start();

        until(() -> mailroom.count("delivered") == 300);
        assertThat(sink.letters()).hasSize(300);
        assertThat(sink.connections()).isLessThanOrEqualTo(8);
    }

    @Test
    void stopsInOrder() {
        sink.on("END", Answer.trickle("250 2.0.0 taken", Duration.ofMillis(10)));
        mailroom.mail(world.production(), 0, 60, "example.com");
        start();
        until(() -> sink.letters().size() > 10);

        long before = System.nanoTime();
        dispatchers.getFirst().stop();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(mailroom.count("sending")).isZero();
        assertThat(mailroom.count("delivered")).isEqualTo(sink.letters().size());
        assertThat(mailroom.count("queued")).isEqualTo(60 - sink.letters().size());
        start();
        until(() -> mailroom.count("delivered") == 60);
        assertThat(sink.letters()).hasSize(60);
    }

    private void host(String domain, String address) {
        dns.exchanges(domain, "mx." + domain);
        dns.addresses("mx." + domain, address);
    }

    private void start() {
        var route = Post.direct(dns, sink.port(), true);
        var pauses =
                new RetryPauses(
                        Duration.ofMinutes(1), new Leaps(clock, () -> clock.millis() * 1_000_000));
        var carriage = new Carriage(route, parcels, recording, queue, pauses, clock);
        var dispatcher = new Dispatcher(queue, recording, Optional.of(carriage), settings, clock);
        dispatchers.add(dispatcher);
        dispatcher.start();
    }

    private static void until(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(20)).until(condition::getAsBoolean);
    }
}
