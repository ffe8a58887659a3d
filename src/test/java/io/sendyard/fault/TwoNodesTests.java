package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.system.Place;
import io.sendyard.system.PostgreSqlOnly;
import io.sendyard.system.ProcessTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database, and what becomes of the mail when one of them dies. */
@PostgreSqlOnly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ProcessTest
class TwoNodesTests {

    private static final int ENOUGH = 150;
    static final Duration LEASE = Duration.ofSeconds(3);

    /** For a look at the queue, and for the deliveries themselves on a busy machine. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    final Ledger ledger = new Ledger();
    final Chance chance = new Chance();
    Inbox inbox;
    private Place place;
    Cable cable;
    Node one;
    Node two;
    String key;

    /** How many deliveries may have been doubled by all deaths until now. */
    int inFlight;

    /** How often each thing happens. */
    int rounds() {
        return 1;
    }

    @BeforeAll
    void begin(@TempDir Path folder) throws Exception {
        inbox = new Inbox(ledger, Duration.ofMillis(20));
        place = Place.prepared(folder);
        cable = new Cable(count("show port"));
        key = place.token();
        var second = CompletableFuture.supplyAsync(() -> start("two.example"));
        one = start("one.example");
        two = second.join();
    }

    /** What happened before may have killed it. */
    @BeforeEach
    void revive() {
        if (!one.running().isAlive()) {
            one = start("one.example");
        }
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
    void whatADeadNodeHeldIsDeliveredByTheOtherWithinALease() throws Exception {
        for (int round = 0; round < rounds(); round++) {
            revive();
            try (var _ = one.load(ledger, key, "a" + round);
                    var _ = two.load(ledger, key, "b" + round)) {
                awaitLoad(two);
                chance.pause(Duration.ofMillis(500));
                inFlight += inbox.open(one.name());
                one.running().kill();
                awaitTakenOver(ledger.promised());
            }
        }
        awaitAll(two);

        Chance.report("A node killed", ledger, rounds(), "in flight " + inFlight);
        assertThat(ledger.doubled()).as(ledger.toString()).isLessThanOrEqualTo(inFlight);
        assertRecordedOnce();
    }

    private Node start(String name) {
        var far = name.equals("one.example") ? cable.port() : count("show port");
        return Node.start(
                name,
                place,
                inbox,
                "spring.datasource.url=" + place.url(far),
                "spring.datasource.hikari.connection-timeout=2000",
                "sendyard.delivery.lease=" + LEASE,
                "spring.datasource.hikari.data-source-properties.ApplicationName=" + name);
    }

    void awaitLoad(Node node) {
        int acknowledged = ledger.acknowledged();
        int taken = inbox.taken(one.name());
        node.running()
                .waitUntil(() ->
                        ledger.acknowledged() > acknowledged + ENOUGH
                                && inbox.taken(one.name()) > taken + ENOUGH / 4);
    }

    void awaitTakenOver(Set<String> promised) throws InterruptedException {
        var until = Instant.now().plus(LEASE).plus(MARGIN);
        while (!ledger.kept(promised)) {
            assertThat(Instant.now()).as("Not taken over: %s", ledger).isBefore(until);
            Thread.sleep(20);
        }
    }

    void awaitAll(Node node) {
        node.running().waitUntil(() -> ledger.lost().isEmpty() && unended() == 0);
        assertThat(ledger.wrong()).isEmpty();
        assertThat(ledger.unexpected()).as(ledger.toString()).isEmpty();
        assertThat(ledger.renamed()).isEmpty();
    }

    private int unended() {
        return count("select count(*) from recipient where status in ('queued', 'sending')");
    }

    /** Each recipient was told of once, and counted once. */
    void assertRecordedOnce() {
        int recipients = count("select count(*) from recipient");
        assertThat(count("select count(*) from recipient where status = 'delivered'"))
                .isEqualTo(recipients);
        assertThat(
                        count(
                                "select count(distinct recipient_id) from message_event where type"
                                        + " = 'delivered'"))
                .isEqualTo(recipients);
        assertThat(count("select count(*) from message_event where type = 'delivered'"))
                .isEqualTo(recipients);
        assertThat(count("select coalesce(sum(delivered), 0) from hourly_count"))
                .isEqualTo(recipients);
        assertThat(count("select coalesce(sum(sent), 0) from hourly_count")).isEqualTo(recipients);
    }

    int count(String sql) {
        var count = place.database().queryForObject(sql, Integer.class);
        return count == null ? 0 : count;
    }
}
