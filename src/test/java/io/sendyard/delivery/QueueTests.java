package io.sendyard.delivery;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Crowd;
import io.sendyard.SendyardTest;
import io.sendyard.TestOutside;
import io.sendyard.World;
import io.sendyard.core.MessageId;
import io.sendyard.database.CacheInvalidation;
import io.sendyard.message.DueRecipients;
import io.sendyard.message.Lane;
import io.sendyard.message.RecipientTransitions;
import io.sendyard.server.Color;
import io.sendyard.server.Mode;
import io.sendyard.server.ServerModes;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of what is to be delivered: who gets what, and who doesn't. */
@SendyardTest
class QueueTests {

    @Autowired World world;
    @Autowired Queue queue;
    @Autowired OutcomeRecorder recorder;
    @Autowired JdbcTemplate jdbc;
    @Autowired DueRecipients due;
    @Autowired RecipientTransitions transitions;
    @Autowired ServerModes servers;
    @Autowired CacheInvalidation changes;
    @Autowired TransactionTemplate transactions;
    @Autowired DeliveryProperties settings;
    @Autowired TestOutside.TestClock clock;

    TestQueue testQueue;
    HeldClaims heldClaims = new HeldClaims(1_000, Duration.ofMinutes(1));

    @BeforeEach
    void open() {
        testQueue = new TestQueue(jdbc, clock);
    }

    @Test
    void takesTransactionalMailFirst() {
        testQueue.mail(world.production(), Lane.BROADCAST, 20, "example.com");
        testQueue.mail(world.production(), Lane.TRANSACTIONAL, 3, "example.com");

        var claims = queue.claim(heldClaims);

        assertThat(claims).hasSize(23);
        assertThat(claims.subList(0, 3)).allMatch(claim -> claim.lane() == Lane.TRANSACTIONAL);
    }

    @Test
    void aBroadcastOfOneServerDoesNotDelayAnothers() {
        testQueue.mail(world.production(), Lane.BROADCAST, 5_000, "example.com");
        testQueue.mail(world.globexServer(), Lane.BROADCAST, 3, "example.net");

        var first = queue.claim(heldClaims);

        assertThat(first).filteredOn(c -> c.serverId() == world.globexServer().id()).hasSize(3);
        assertThat(first).hasSize(Queue.MOST);
    }

    @Test
    void whoHasMuchGetsNoMoreOfAClaimThanOthersWhoDo() {
        for (int i = 0; i < 5; i++) {
            var server = world.server(world.acme(), "Shop " + i, Color.GREEN, Mode.LIVE);
            testQueue.mail(server, Lane.TRANSACTIONAL, Queue.MOST, "example.com");
        }

        var first = queue.claim(heldClaims);

        assertThat(first.stream().collect(groupingBy(Claim::serverId, counting())).values())
                .containsExactly(50L, 50L, 50L, 50L, 50L);
    }

    @Test
    void alternatesBetweenMoreServersThanFit() {
        for (int i = 0; i < 4; i++) {
            var server = world.server(world.acme(), "Shop " + i, Color.GREEN, Mode.LIVE);
            testQueue.mail(server, Lane.BROADCAST, 30, "example.com");
        }
        var small = new HeldClaims(20, Duration.ofMinutes(1));

        var servers = new HashSet<Long>();
        for (int round = 0; round < 2; round++) {
            queue.claim(small).forEach(claim -> servers.add(claim.serverId()));
        }

        assertThat(servers).hasSize(4);
    }

    @Test
    void reservesCapacityForTransactionalMailAndOtherServers() {
        testQueue.mail(world.production(), Lane.BROADCAST, 300, "example.com");
        testQueue.mail(world.globexServer(), Lane.BROADCAST, 300, "example.com");
        var small = new HeldClaims(100, Duration.ofMinutes(1));

        for (int i = 0; i < 5; i++) {
            small.add(queue.claim(small), System.nanoTime());
        }
        assertThat(small.all()).hasSize(75);
        assertThat(small.all())
                .filteredOn(claim -> claim.serverId() == world.production().id())
                .hasSizeLessThanOrEqualTo(50);

        testQueue.mail(world.production(), Lane.TRANSACTIONAL, 5, "example.com");
        assertThat(queue.claim(small)).hasSize(5);
    }

    @Test
    void givesNoRowToTwo() {
        testQueue.mail(world.production(), Lane.TRANSACTIONAL, 400, "example.com");
        testQueue.mail(world.globexServer(), Lane.BROADCAST, 400, "example.com");

        var claimed =
                Crowd.of(
                        4,
                        _ ->
                                new Queue(due, transitions, servers, transactions, settings, clock)
                                        .claim(new HeldClaims(1_000, Duration.ofMinutes(1))));

        var ids = claimed.stream().flatMap(List::stream).map(Claim::recipientId).toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(testQueue.count("sending")).isEqualTo(ids.size());
    }

    @Test
    void passesOverDeletedServersAndWhatIsNotDue() {
        testQueue.mail(world.production(), Lane.TRANSACTIONAL, 2, "example.com");
        testQueue.mail(world.globexServer(), Lane.TRANSACTIONAL, 2, "example.com");
        jdbc.update(
                "update server set deleted_at = current_timestamp where id = ?",
                world.production().id());
        jdbc.update(
                "update recipient set due_at = ? where server_id = ? and address_key like"
                        + " 'person1@%'",
                java.sql.Timestamp.from(clock.instant().plusSeconds(60)),
                world.globexServer().id());

        assertThat(queue.claim(heldClaims)).hasSize(1);
    }

    @Test
    void anOldLeaseChangesNothing() {
        var message = testQueue.message(world.production(), "person@example.com");
        var frozen = queue.claim(heldClaims).getFirst();
        jdbc.update("update recipient set due_at = current_timestamp - interval '1' second");
        var reviver = queue.claim(heldClaims).getFirst();

        recorder.record(List.of(ClaimOutcome.failed(frozen, clock.instant(), "too late")));
        queue.putBack(Map.of(frozen, clock.instant()));
        assertThat(queue.renew(List.of(frozen))).containsExactly(frozen);

        assertThat(testQueue.recipient(message)).containsEntry("status", "sending");
        assertThat(testQueue.events(message)).isEmpty();
        assertThat(queue.renew(List.of(reviver))).isEmpty();
        recorder.record(List.of(ClaimOutcome.captured(reviver, clock.instant())));
        recorder.record(List.of(ClaimOutcome.captured(reviver, clock.instant())));
        assertThat(testQueue.events(message)).containsExactly("captured");
        assertThat(testQueue.status(message)).isEqualTo("captured");
    }

    @Test
    void recordsNothingForADeletedServer() {
        var gone = testQueue.message(world.production(), "person@example.com");
        var other = testQueue.message(world.globexServer(), "person@example.com");
        var claims = queue.claim(heldClaims);
        jdbc.update(
                "update server set deleted_at = current_timestamp where id = ?",
                world.production().id());
        transactions.executeWithoutResult(_ -> changes.forget());

        recorder.record(
                claims.stream()
                        .map(claim -> ClaimOutcome.captured(claim, clock.instant()))
                        .toList());

        assertThat(testQueue.events(gone)).isEmpty();
        assertThat(testQueue.recipient(gone)).containsEntry("status", "sending");
        assertThat(testQueue.events(other)).containsExactly("captured");
    }

    /** As a purge does, so that neither waits for the other; it then finds nothing to record. */
    @Test
    void locksTheMessageBeforeItsRecipient() throws Exception {
        var message = testQueue.message(world.production(), "person@example.com");
        var outcome = ClaimOutcome.captured(queue.claim(heldClaims).getFirst(), clock.instant());
        try (var others = Executors.newSingleThreadExecutor()) {
            var recording =
                    transactions.execute(_ -> {
                        jdbc.queryForList(
                                "select id from message where id = ? for update", message.uuid());
                        var task = others.submit(() -> recorder.record(outcome));
                        pause();
                        assertThat(free(message)).hasSize(1);
                        jdbc.update("delete from recipient where message_id = ?", message.uuid());
                        return task;
                    });
            Objects.requireNonNull(recording).get(5, TimeUnit.SECONDS);
        }

        assertThat(testQueue.events(message)).isEmpty();
    }

    @Test
    void aLeaseRunsByTheDatabasesClock() {
        testQueue.mail(world.production(), Lane.TRANSACTIONAL, "person@example.com");
        queue.claim(heldClaims);

        clock.advance(Duration.ofDays(1));

        assertThat(queue.claim(heldClaims)).isEmpty();
    }

    @Test
    void takesNothingAgainThatItHolds() {
        testQueue.mail(world.production(), Lane.TRANSACTIONAL, "person@example.com");
        heldClaims.add(queue.claim(heldClaims), System.nanoTime());
        clock.advance(Duration.ofHours(1));

        assertThat(queue.claim(heldClaims)).isEmpty();
    }

    @Test
    void whatIsPutBackIsDueWhenItSays() {
        var message = testQueue.message(world.production(), "person@example.com");
        var due = clock.instant().plusSeconds(90).truncatedTo(ChronoUnit.MILLIS);
        queue.putBack(Map.of(queue.claim(heldClaims).getFirst(), due));

        assertThat(testQueue.dueAt(message)).isEqualTo(due);
        assertThat(testQueue.recipient(message)).containsEntry("attempts", 0);
        assertThat(queue.claim(heldClaims)).isEmpty();
        clock.advance(Duration.ofSeconds(91));
        assertThat(queue.claim(heldClaims)).hasSize(1);
    }

    @Test
    void bringsForwardWhatWaitsForATryAndNothingElse() {
        var retried = testQueue.message(world.production(), "person@example.com");
        var due = clock.instant().plusSeconds(90).truncatedTo(ChronoUnit.MILLIS);
        queue.putBack(Map.of(queue.claim(heldClaims).getFirst(), due));
        var scheduled = testQueue.message(world.production(), "other@example.com");
        jdbc.update(
                "update recipient set status = 'scheduled', due_at = ? where message_id = ?",
                java.sql.Timestamp.from(due),
                scheduled.uuid());

        queue.bringForward(Duration.ofSeconds(60));

        assertThat(testQueue.dueAt(retried)).isEqualTo(due.minusSeconds(60));
        assertThat(testQueue.dueAt(scheduled)).isEqualTo(due);
    }

    @Test
    void freesWhatADeadProcessHeldOnH2() {
        testQueue.mail(world.production(), Lane.TRANSACTIONAL, 3, "example.com");
        queue.claim(heldClaims);

        int freed = queue.releaseClaimsOfDeadProcess();

        assertThat(queue.claim(heldClaims)).hasSize(freed);
        assertThat(freed).isEqualTo(io.sendyard.TestInstallation.isPostgresql() ? 0 : 3);
    }

    private List<Long> free(MessageId message) {
        return jdbc.queryForList(
                "select id from recipient where message_id = ? for update skip locked",
                Long.class,
                message.uuid());
    }

    /** Long enough for the other to wait for what this one holds. */
    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
