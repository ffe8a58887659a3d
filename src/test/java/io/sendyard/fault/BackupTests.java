package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.TestInstallation;
import io.sendyard.system.LiveServer;
import io.sendyard.system.Place;
import io.sendyard.system.ProcessTest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that is made while mail goes through, and what starts from it elsewhere. */
@ProcessTest
@Tag("campaign")
class BackupTests {

    private static final int ENOUGH = 150;

    /** What was on its way when the copy was made comes due again after that. */
    private static final String LEASE = "sendyard.delivery.lease=5s";

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();
    private final Ledger restored = new Ledger();

    @Test
    void whatWasAcknowledgedBeforeItIsInItAndIsDelivered() throws Exception {
        try (var inbox = new Inbox(ledger);
                var other = new Inbox(restored);
                var place = Place.apart(folder.resolve("one"))) {
            var key = LiveServer.in(place);
            var backup = backUpUnderLoad(place, inbox, key);
            try (var copy = backup.place;
                    var node = Node.start("two.example", copy, other, LEASE)) {
                node.running().waitUntil(() -> arrived(backup.promised));
                node.running().waitUntil(() -> restored.kept(backup.waiting));
                restored.expect(ledger);
                try (var _ = node.load(restored, key, "r")) {
                    node.running().waitUntil(() -> restored.acknowledged() > ENOUGH);
                }
                node.running().waitUntil(() -> restored.lost().isEmpty());
                assertThat(node.running().end()).isZero();

                Chance.report("Backup", ledger, 0, "in the copy: " + restored);
                assertThat(restored.unexpected()).isEmpty();
                assertThat(ledger.unexpected()).isEmpty();
                assertThat(addresses(copy, "select address from recipient"))
                        .containsAll(backup.promised);
                assertCountsAgree(copy);
            }
        }
    }

    /** As operating.md says: with H2 it is stopped for that long, with PostgreSQL it is not. */
    private Backup backUpUnderLoad(Place place, Inbox inbox, String key) throws Exception {
        try (var node = Node.start("one.example", place, inbox, LEASE)) {
            try (var _ = node.load(ledger, key, "b")) {
                node.running().waitUntil(() -> ledger.acknowledged() > ENOUGH);
                var promised = ledger.promised();
                if (!TestInstallation.isPostgresql()) {
                    assertThat(node.running().end()).isZero();
                }
                var copy = place.copyTo(folder.resolve("two"));
                var waiting =
                        addresses(
                                copy,
                                "select address from recipient where status in ('queued',"
                                        + " 'sending')");
                return new Backup(copy, promised, waiting);
            }
        }
    }

    private boolean arrived(Set<String> promised) {
        return promised.stream().allMatch(one -> ledger.arrivals(one) + restored.arrivals(one) > 0);
    }

    /**
     * Each message has its recipients, and each that was delivered was told of and counted once.
     */
    private static void assertCountsAgree(Place place) {
        var counts =
                place.database()
                        .queryForMap(
                                """
                                select (select sum(recipients) from message) as announced,
                                    (select count(*) from recipient) as kept,
                                    (select count(*) from recipient where status = 'delivered') as delivered,
                                    (select count(*) from message_event where type = 'delivered') as told,
                                    (select sum(delivered) from hourly_count) as counted,
                                    (select count(*) from message_content) as contents,
                                    (select count(*) from message) as messages\
                                """);
        var numbers =
                counts.values().stream().map(number -> ((Number) number).longValue()).distinct();
        assertThat(numbers).as(Map.copyOf(counts).toString()).hasSize(1);
    }

    private static Set<String> addresses(Place place, String query) {
        return new TreeSet<>(place.database().queryForList(query, String.class));
    }

    /**
     * A copy.
     *
     * @param promised what was acknowledged before it was begun
     * @param waiting what was not delivered yet, by what the copy says
     */
    private record Backup(Place place, Set<String> promised, Set<String> waiting) {}
}
