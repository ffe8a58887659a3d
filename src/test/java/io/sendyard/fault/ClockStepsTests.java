package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sendyard.TestInstallation;
import io.sendyard.system.Launch;
import io.sendyard.system.Place;
import io.sendyard.system.ProcessTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mail while somebody sets a node's clock; on PostgreSQL another node works beside it, whose clock
 * goes right.
 */
@Tag("campaign")
@ProcessTest
class ClockStepsTests {

    private static final Duration RIGHT = Duration.ZERO;
    private static final List<Duration> STEPS =
            List.of(
                    Duration.ofHours(1),
                    RIGHT,
                    Duration.ofHours(-1),
                    RIGHT,
                    Duration.ofDays(1),
                    RIGHT,
                    Duration.ofDays(-1),
                    RIGHT);
    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ENOUGH = 100;
    private static final int PATIENT = 5;

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();
    private final Chance chance = new Chance();
    private final Map<String, Long> busy = new TreeMap<>();

    @Test
    void nothingIsLostGivenUpEarlyOrDoneTwice() throws Exception {
        assumeThat(FakeClock.works()).as("a C compiler is there").isTrue();
        try (var clock = new FakeClock(folder);
                var inbox = new Inbox(ledger, Duration.ofMillis(20));
                var place = Place.prepared(folder.resolve("data"))) {
            var key = place.token();
            try (var stepped = start("one.example", place, clock.launch(), inbox)) {
                var right =
                        TestInstallation.isPostgresql()
                                ? start("two.example", place, Launch.PLAIN, inbox)
                                : stepped;
                try (right) {
                    inbox.putOff("patient");
                    submitPatient(right, key);
                    for (int step = 0; step < STEPS.size(); step++) {
                        loadAcross(STEPS.get(step), clock, stepped, right, key, "s" + step);
                    }
                    inbox.putOff("nobody");
                    // Whatever pauses it has come to: now the next try is due.
                    clock.set(Duration.ofHours(1));
                    awaitAll(stepped);
                    assertThat(stepped.running().end()).isZero();
                }
            }
            Chance.report("Clock steps", ledger, 0, "busy when at rest (ms) " + busy);
            assertThat(ledger.wrong()).isEmpty();
            assertThat(ledger.unexpected()).isEmpty();
            assertThat(ledger.doubled()).as(ledger.toString()).isZero();
            assertThat(busy.values())
                    .as("processor time within %s at rest", REST)
                    .allMatch(millis -> millis < REST.toMillis() / 2);
        }
    }

    private void loadAcross(
            Duration step, FakeClock clock, Node stepped, Node right, String key, String run)
            throws Exception {
        try (var _ = stepped.load(ledger, key, run);
                var _ = right.load(ledger, key, run + "r")) {
            ledger.awaitLoad(stepped.running(), ENOUGH);
            chance.pause(Duration.ofMillis(500));
            clock.set(step);
            ledger.awaitLoad(stepped.running(), ENOUGH);
        }
        Thread.sleep(A_MOMENT);
        long before = processorMillis(stepped);
        Thread.sleep(REST);
        busy.put(run + " " + step, processorMillis(stepped) - before);
    }

    private void awaitAll(Node node) throws InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        while (!ledger.lost().isEmpty()) {
            assertThat(Instant.now()).as("Lost: %s", ledger.lost()).isBefore(end);
            assertThat(node.running().isAlive()).isTrue();
            Thread.sleep(20);
        }
    }

    /** Mail that the inbox puts off to the end. */
    private void submitPatient(Node node, String key) throws IOException {
        try (var submitter = Submitter.at(node.submissionPort())) {
            submitter.logIn(key);
            for (int i = 0; i < PATIENT; i++) {
                var recipient = "patient%d@inbox.example".formatted(i);
                ledger.attempt(recipient);
                submitter.begin("ada@acme.example", recipient);
                assertThat(submitter.finish("ada@acme.example", recipient)).startsWith("250 ");
                ledger.acknowledge(recipient);
            }
        }
    }

    private static Node start(String name, Place place, Launch how, Inbox inbox) {
        return Node.start(name, place, how, inbox, "sendyard.delivery.retry.first=2s");
    }

    private static long processorMillis(Node node) {
        return ProcessHandle.of(node.running().pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow()
                .toMillis();
    }
}
