package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sendyard.TestInstallation;
import io.sendyard.system.LiveServer;
import io.sendyard.system.Place;
import io.sendyard.system.ProcessTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail while the disk with the database is full, and after somebody made room on it. */
@ProcessTest
@Tag("campaign")
class DiskFullTests {

    private static final int ROUNDS = Integer.getInteger("sendyard.test.rounds", 10);
    private static final int ENOUGH = 100;

    /**
     * In MiB: what is left alone and what a new database takes, and what the load of a round does.
     */
    private static final int SPARE = 128;

    private static final int A_ROUND = 64;
    private static final Duration FULL =
            Duration.ofSeconds(Integer.getInteger("sendyard.test.full", 4));
    private static final Duration BACK_WITHIN = Duration.ofSeconds(30);

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();
    private final Chance chance = new Chance();
    private Duration longest = Duration.ZERO;

    @Test
    void mailIsRefusedWhileTheDiskIsFullAndTakenAgainWithoutARestart() throws Exception {
        try (var inbox = new Inbox(ledger);
                var disk = Disk.at(folder.resolve("disk"), SPARE + A_ROUND * ROUNDS);
                var place = place(disk)) {
            var key = LiveServer.in(place);
            var database = TestInstallation.isPostgresql() ? new DatabaseProcess(place) : null;
            int inFlight = 0;
            try (var node = Node.start("one.example", place, inbox)) {
                try (var _ = node.load(ledger, key, "a")) {
                    for (int round = 0; round < ROUNDS; round++) {
                        ledger.awaitLoad(node.running(), ENOUGH);
                        chance.pause(Duration.ofMillis(500));
                        inFlight += inbox.open();
                        fillAndFree(disk, node, database);
                    }
                }
                node.running().waitUntil(() -> ledger.lost().isEmpty());
                assertThat(node.running().end()).isZero();
            }

            Chance.report(
                    "Disk full",
                    ledger,
                    ROUNDS,
                    "refused %d, in flight %d, back after %d ms at the most"
                            .formatted(ledger.refused(), inFlight, longest.toMillis()));
            assertThat(ledger.wrong()).isEmpty();
            assertThat(ledger.unexpected()).isEmpty();
            assertThat(ledger.doubled()).as(ledger.toString()).isLessThanOrEqualTo(inFlight);
            assertThat(longest).isLessThan(BACK_WITHIN);
            assertReadable(place);
        }
    }

    private static Place place(Disk disk) throws IOException {
        assumeThat(disk.isForAll() || !TestInstallation.isPostgresql())
                .as("PostgreSQL has several processes: its disk has to be mounted")
                .isTrue();
        return Place.whole(disk.data());
    }

    /** PostgreSQL ends where it can't write its log, and somebody has to start it again. */
    private void fillAndFree(Disk disk, Node node, @Nullable DatabaseProcess database)
            throws Exception {
        int refused = ledger.refused();
        disk.fill(node.running().pid());
        node.running().waitUntil(() -> ledger.refused() > refused);
        Thread.sleep(FULL.toMillis());
        int before = ledger.acknowledged();
        disk.free(node.running().pid());
        var freed = Instant.now();
        if (database != null) {
            database.start();
        }
        node.running().waitUntil(() -> ledger.acknowledged() > before + 1);
        var took = Duration.between(freed, Instant.now());
        longest = took.compareTo(longest) > 0 ? took : longest;
    }

    /** Every row is read; with H2 each page of the file. */
    private void assertReadable(Place place) {
        assertThat(recipients(place)).isGreaterThanOrEqualTo(ledger.acknowledged());
    }

    private static long recipients(Place place) {
        if (TestInstallation.isPostgresql()) {
            return place.database().queryForList("select * from recipient").size();
        }
        return place.database().queryForList("script", String.class).stream()
                .filter(statement -> statement.startsWith("INSERT INTO \"PUBLIC\".\"RECIPIENT\""))
                .flatMap(String::lines)
                .filter(line -> line.startsWith("("))
                .count();
    }
}
