package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Visitor;
import io.sendyard.system.Launch;
import io.sendyard.system.Place;
import io.sendyard.system.RunningSendyard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * So many messages through one process as {@code sendyard.test.sent} says: what it takes does not
 * grow with what it has sent.
 */
@Tag("campaign")
class FlatMemoryCampaignTests {

    private static final int MESSAGES = Integer.getInteger("sendyard.test.sent", 150_000);
    private static final int BATCH = 500;
    private static final int LOOK_EVERY = 10_000;
    private static final int MOST_WAITING = 5_000;
    private static final int WARM = 100_000;
    private static final long MOST_MEBIBYTES = 450;
    private static final long GROWTH_MEBIBYTES = 128;
    private static final Duration BACK_WITHIN = Duration.ofMinutes(1);

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();
    private final List<Long> memory = new ArrayList<>();

    @Test
    void whatItTakesDoesNotGrow() throws Exception {
        try (var inbox = new Inbox(ledger);
                var place = Place.prepared(folder)) {
            var key = place.token();
            try (var node = Node.start("one.example", place, Launch.IN_EARNEST, inbox)) {
                var running = node.running();
                var visitor = running.visitor();
                send(visitor, key, 0);
                running.waitUntil(() -> ledger.lost().isEmpty());
                var before = Vitals.of(running);
                var begun = Instant.now();
                for (int from = BATCH; from < MESSAGES; from += BATCH) {
                    send(visitor, key, from);
                    awaitDelivery();
                    if ((from + BATCH) % LOOK_EVERY == 0) {
                        look(running, from + BATCH, begun);
                    }
                }
                running.waitUntil(() -> ledger.lost().isEmpty());
                Chance.report("Memory", ledger, 0, "before " + before + ", after " + memory);
                assertThat(running.log()).doesNotContain("OutOfMemory");
                awaitAllGivenBack(running, before);
            }
        }
        assertThat(ledger.wrong()).isEmpty();
        assertThat(ledger.unexpected()).isEmpty();
        assertThat(ledger.doubled()).isZero();
        assertThat(memory).allMatch(now -> now < memory.getFirst() + GROWTH_MEBIBYTES);
        assertThat(memory.stream().skip(WARM / LOOK_EVERY)).allMatch(now -> now <= MOST_MEBIBYTES);
    }

    private void look(RunningSendyard running, int sent, Instant begun) {
        var now = Vitals.of(running);
        memory.add(now.mebibytes());
        System.out.printf(
                "| %,d | %d s | %s |%n",
                sent, Duration.between(begun, Instant.now()).toSeconds(), now);
    }

    private void send(Visitor visitor, String key, int from) {
        var recipients =
                IntStream.range(from, from + BATCH)
                        .mapToObj("reader%d@inbox.example"::formatted)
                        .toList();
        recipients.forEach(ledger::attempt);
        var messages =
                recipients.stream()
                        .map(
                                """
                                {"from": "ada@acme.example", "to": "%s", "subject": "Memory", "text": "Hello"}\
                                """
                                        ::formatted)
                        .collect(Collectors.joining(","));
        var answer =
                visitor.call(
                        "POST",
                        "/v1/send/batch",
                        "{\"messages\": [%s]}".formatted(messages),
                        "Bearer " + key);
        if (answer.statusCode() == 200 && !answer.body().contains("\"error\"")) {
            recipients.forEach(ledger::acknowledge);
        } else {
            ledger.wrong(answer.statusCode() + " " + answer.body());
        }
    }

    /** The queue does not grow, so that all the time all of it is at work. */
    private void awaitDelivery() throws InterruptedException {
        while (ledger.acknowledged() - ledger.delivered() > MOST_WAITING) {
            Thread.sleep(10);
        }
    }

    private static void awaitAllGivenBack(RunningSendyard running, Vitals before)
            throws InterruptedException {
        var end = Instant.now().plus(BACK_WITHIN);
        while (!Vitals.of(running).isBackAt(before)) {
            assertThat(Instant.now())
                    .as("Before %s, and now %s", before, Vitals.of(running))
                    .isBefore(end);
            Thread.sleep(100);
        }
    }
}
