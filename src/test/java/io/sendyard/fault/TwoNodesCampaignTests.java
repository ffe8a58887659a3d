package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same more often, and what becomes of the mail when a node stands still or is cut off. */
@Tag("campaign")
class TwoNodesCampaignTests extends TwoNodesTests {

    @Override
    int rounds() {
        return Integer.getInteger("sendyard.test.rounds", 3);
    }

    @Test
    void bothShareTheWork() throws Exception {
        try (var _ = one.load(ledger, key, "s1");
                var _ = two.load(ledger, key, "s2")) {
            awaitLoad(two);
        }
        awaitAll(two);

        Chance.report("Two nodes", ledger, 0, shares());
        assertThat(inbox.taken(one.name())).isPositive();
        assertThat(inbox.taken(two.name())).isPositive();
        assertThat(ledger.doubled()).as(ledger.toString()).isLessThanOrEqualTo(inFlight);
        assertRecordedOnce();
    }

    @Test
    void aNodeThatStoodStillForThreeLeasesChangesNothingWhenItWakes() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            try (var _ = one.load(ledger, key, "c" + round);
                    var _ = two.load(ledger, key, "d" + round)) {
                awaitLoad(two);
                freezeInATransaction();
                inFlight += inbox.open(one.name());
                try {
                    goOnWithoutOne();
                } finally {
                    one.running().thaw();
                }
                awaitLoad(two);
            }
        }
        awaitAll(two);

        Chance.report("A node frozen", ledger, rounds(), "in flight " + inFlight);
        assertThat(ledger.doubled()).as(ledger.toString()).isLessThanOrEqualTo(inFlight);
        assertRecordedOnce();
    }

    @Test
    void aNodeCutFromTheDatabaseGoesOnWhenItIsBack() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            try (var _ = one.load(ledger, key, "e" + round);
                    var _ = two.load(ledger, key, "f" + round)) {
                awaitLoad(two);
                chance.pause(Duration.ofMillis(500));
                cable.cut();
                try {
                    goOnWithoutOne();
                    // Each of its connections waits until it can say what became of its message.
                    inFlight += inbox.open(one.name());
                } finally {
                    cable.mend();
                }
                awaitLoad(two);
            }
        }
        awaitAll(two);

        Chance.report(
                "A node cut from the database",
                ledger,
                rounds(),
                "in flight %d, refused %d".formatted(inFlight, ledger.refused()));
        assertThat(ledger.doubled()).as(ledger.toString()).isLessThanOrEqualTo(inFlight);
        assertRecordedOnce();
    }

    /** The worst moment: it holds the row in which the other one wants to count. */
    private void freezeInATransaction() throws InterruptedException {
        while (true) {
            chance.pause(Duration.ofMillis(50));
            one.running().freeze();
            int held =
                    count(
                            """
                            select count(*) from pg_stat_activity a join pg_locks l on l.pid = a.pid
                            where a.application_name = '%s' and a.state = 'idle in transaction'
                            and l.relation = 'hourly_count'::regclass and l.mode = 'RowExclusiveLock'\
                            """
                                    .formatted(one.name()));
            if (held > 0) {
                return;
            }
            one.running().thaw();
        }
    }

    private void goOnWithoutOne() throws InterruptedException {
        var revival = Instant.now().plus(LEASE.multipliedBy(3));
        int before = ledger.acknowledged();
        awaitTakenOver(ledger.promised());
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), revival).toMillis()));
        assertThat(ledger.acknowledged()).as("taken in meanwhile").isGreaterThan(before);
    }

    private String shares() {
        return "shares %d and %d".formatted(inbox.taken(one.name()), inbox.taken(two.name()));
    }
}
