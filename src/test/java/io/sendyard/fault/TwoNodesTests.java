package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.system.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one database, and what becomes of the mail when one of them dies or stands still.
 */
@EnabledIfSystemProperty(
        named = "sendyard.test.database",
        matches = "postgresql",
        disabledReason = "Two processes can't share a file of H2")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesTests {

    private static final int ENOUGH = 150;
    private static final Duration LEASE = Duration.ofSeconds(3);

    /** For a look at the queue, and for the deliveries themselves on a busy machine. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Ledger ledger = new Ledger();
    private final Chance chance = new Chance();
    private Inbox inbox;
    private Place place;
    private Cable cable;
    private Node one;
    private Node two;
    private String key;

    /** How many deliveries may have been doubled by all deaths until now. */
    private int inFlight;

    /** How often each thing happens. */
    int rounds() {
        return Integer.getInteger("sendyard.test.rounds", 1);
    }

    @BeforeAll
    void begin(@TempDir Path folder) throws Exception {
        inbox = new Inbox(ledger, Duration.ofMillis(20));
        place = Place.in(folder);
        cable = new Cable(count("show port"));
        one = start("one.example");
        var second = CompletableFuture.supplyAsync(() -> start("two.example"));
        key = LiveServer.create(one.running(), "Live", "acme.example");
        LiveServer.verify(place);
        two = second.join();
    }

    @AfterAll
    void end() throws Exception {
        one.close();
        two.close();
        inbox.close();
        cable.close();
        place.close();
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
    void whatADeadNodeHeldIsDeliveredByTheOtherWithinALease() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            try (var _ = one.load(ledger, key, "a" + round);
                    var _ = two.load(ledger, key, "b" + round)) {
                awaitLoad(two);
                chance.pause(Duration.ofMillis(500));
                inFlight += inbox.open(one.name());
                one.running().kill();
                awaitTakenOver(ledger.promised());
            }
            one = start("one.example");
        }
        awaitAll(two);

        Chance.report("A node killed", ledger, rounds(), "in flight " + inFlight);
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

    private Node start(String name) {
        var far = name.equals("one.example") ? cable.port() : count("show port");
        return Node.start(
                name,
                place,
                inbox,
                "spring.datasource.url=jdbc:postgresql://127.0.0.1:%d/postgres".formatted(far),
                "spring.datasource.hikari.connection-timeout=2000",
                "sendyard.delivery.lease=" + LEASE,
                "spring.datasource.hikari.data-source-properties.ApplicationName=" + name,
                "sendyard.default-plan=growth");
    }

    private void awaitLoad(Node node) {
        int acknowledged = ledger.acknowledged();
        int taken = inbox.taken(one.name());
        node.running()
                .waitUntil(() ->
                        ledger.acknowledged() > acknowledged + ENOUGH
                                && inbox.taken(one.name()) > taken + ENOUGH / 4);
    }

    private void awaitTakenOver(Set<String> promised) throws InterruptedException {
        var until = Instant.now().plus(LEASE).plus(MARGIN);
        while (!ledger.kept(promised)) {
            assertThat(Instant.now()).as("Not taken over: %s", ledger).isBefore(until);
            Thread.sleep(20);
        }
    }

    private void awaitAll(Node node) {
        node.running().waitUntil(() -> ledger.lost().isEmpty() && unended() == 0);
        assertThat(ledger.wrong()).isEmpty();
        assertThat(ledger.unexpected()).as(ledger.toString()).isEmpty();
        assertThat(ledger.renamed()).isEmpty();
    }

    private int unended() {
        return count("select count(*) from recipient where status in ('queued', 'sending')");
    }

    /** Each recipient was told of once, and counted once. */
    private void assertRecordedOnce() {
        int recipients = count("select count(*) from recipient");
        assertThat(count("select count(*) from recipient where status = 'delivered'"))
                .isEqualTo(recipients);
        assertThat(
                        count(
                                "select count(distinct recipient_id) from message_event where type = 'delivered'"))
                .isEqualTo(recipients);
        assertThat(count("select count(*) from message_event where type = 'delivered'"))
                .isEqualTo(recipients);
        assertThat(count("select coalesce(sum(delivered), 0) from hourly_count"))
                .isEqualTo(recipients);
        assertThat(count("select coalesce(sum(sent), 0) from hourly_count")).isEqualTo(recipients);
    }

    private int count(String sql) {
        var count = place.database().queryForObject(sql, Integer.class);
        return count == null ? 0 : count;
    }

    private String shares() {
        return "shares %d and %d".formatted(inbox.taken(one.name()), inbox.taken(two.name()));
    }
}
