package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.message.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that put mail off, break off or refuse: what is tried again, when, and what is not. */
class FailingHostsTests extends DeliveryTestBase {

    private static final Duration GREYLISTED = Duration.ofMinutes(5);

    @ParameterizedTest
    @CsvSource({"CONNECT, 220", "EHLO, 250", "MAIL, 250", "RCPT, 250", "DATA, 354", "END, 250"})
    void whoSays421IsLeftAloneAndTheNextMessagesAreNotBlamed(String verb, String usual) {
        sink.on(verb, Answer.of("421 4.3.2 closing"), Answer.of(usual + " fine"));
        testQueue.mail(world.production(), Lane.TRANSACTIONAL, 30, "example.com");

        start();

        until(() -> attempts() == 1 && testQueue.count("queued") == 30);
        assertThat(sink.connections()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(2));
        until(() -> testQueue.count("delivered") == 30);
        assertThat(attempts()).isEqualTo(31);
        assertThat(events("deferred")).as("Each says once that it waits").isEqualTo(30);
    }

    @Test
    void mailThatIsGreylistedArrivesAtTheFirstTryAfterTheWait() {
        clock.stop();
        var tries = new ConcurrentHashMap<String, List<Instant>>();
        sink.screenedBy((mail, recipient) -> greylist(tries, mail + recipient));
        testQueue.mail(world.production(), Lane.TRANSACTIONAL, 30, "example.com");

        start();
        until(this::nothingIsDue);
        for (int minute = 0; minute < 90 && testQueue.count("delivered") < 30; minute++) {
            clock.advance(Duration.ofMinutes(1));
            dispatchers.getFirst().wake();
            until(this::nothingIsDue);
        }

        assertThat(sink.messages()).hasSize(30);
        assertThat(tries).as("One sender and recipient for all tries").hasSize(30);
        assertThat(tries.values()).allSatisfy(FailingHostsTests::wereGrowingPausesApart);
        assertThat(tries.values())
                .allMatch(times -> times.stream().filter(at -> isOver(times, at)).count() == 1);
    }

    @Test
    void whatBrokeOffBehindTheDotIsTriedLaterAndByTheSameHost() {
        dns.exchanges("example.com", "one.example.net", "two.example.net");
        dns.addresses("one.example.net", "127.0.0.1");
        dns.addresses("two.example.net", "127.0.0.2");
        sink.on("END", Answer.drop(), Answer.of("250 2.0.0 taken"));
        try (var second = Sink.open("127.0.0.2", sink.port())) {
            var message = testQueue.message(world.production(), "person@example.com");

            start();

            until(() -> testQueue.events(message).equals(List.of("deferred")));
            assertThat(testQueue.recipient(message).get("reason"))
                    .asString()
                    .contains("may have taken it");
            assertThat(testQueue.dueAt(message)).isAfter(clock.instant().plusSeconds(40));
            clock.advance(Duration.ofMinutes(2));
            until(() -> testQueue.status(message).equals("delivered"));
            assertThat(sink.messages()).containsExactly(TestQueue.CONTENT, TestQueue.CONTENT);
            assertThat(second.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCPT", "END"})
    void aRefusalIsOneBounceAndNotTriedAgain(String verb) {
        sink.on(verb, Answer.of("550 5.7.1 not from you"), Answer.of("250 2.0.0 fine"));
        var refused = testQueue.message(world.production(), "refused@example.com");
        start();
        until(() -> testQueue.status(refused).equals("bounced"));

        clock.advance(Duration.ofHours(30));
        var taken = testQueue.message(world.production(), "taken@example.com");

        until(() -> testQueue.status(taken).equals("delivered"));
        assertThat(testQueue.events(refused)).containsExactly("bounced");
        assertThat(testQueue.recipient(refused)).containsEntry("lane", null);
        assertThat(sink.commands()).containsOnlyOnce("RCPT TO:<refused@example.com>");
    }

    private Answer greylist(Map<String, List<Instant>> tries, String who) {
        var times = tries.computeIfAbsent(who, _ -> new ArrayList<>());
        times.add(clock.instant());
        return Answer.of(
                isOver(times, clock.instant()) ? "250 2.1.5 fine" : "451 4.7.1 greylisted");
    }

    private static boolean isOver(List<Instant> times, Instant at) {
        return !at.isBefore(times.getFirst().plus(GREYLISTED));
    }

    private static void wereGrowingPausesApart(List<Instant> times) {
        for (int i = 1; i < times.size(); i++) {
            var least = Duration.ofSeconds(54).multipliedBy(1L << (i - 1));
            assertThat(Duration.between(times.get(i - 1), times.get(i)))
                    .as(times.toString())
                    .isGreaterThanOrEqualTo(least);
        }
    }

    private boolean nothingIsDue() {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return count(
                        "select count(*) from recipient where status = 'sending' or lane = 0 and"
                                + " due_at <= ?",
                        now)
                == 0;
    }

    private long attempts() {
        return count("select sum(attempts) from recipient");
    }

    private long events(String type) {
        return count("select count(*) from message_event where type = ?", type);
    }

    private long count(String query, Object... parameters) {
        var count = jdbc.queryForObject(query, Long.class, parameters);
        return count == null ? 0 : count;
    }
}
