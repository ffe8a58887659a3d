package io.sendyard.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.Crowd;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.database.CommitDurability;
import io.sendyard.server.Server;
import io.sendyard.server.ServerDeletion;
import io.sendyard.server.ServerModes;
import io.sendyard.suppression.SuppressionReason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SendyardTest
class GroupCommitTests {

    @Autowired World world;
    @Autowired MessageAcceptance acceptance;
    @Autowired TransactionTemplate transactions;
    @Autowired ServerModes servers;
    @Autowired MessageInserts rows;
    @Autowired CommitDurability durability;
    @Autowired ImmediateDelivery immediateDelivery;
    @Autowired ServerDeletion deletion;
    @Autowired JdbcClient jdbc;

    @Test
    void thoseWhoWaitShareATransactionAndASync() throws Exception {
        var counting = new Held();
        var store = store(counting);
        var first = CompletableFuture.runAsync(() -> store.store(List.of(message())));
        counting.reached.await();
        var messages = IntStream.range(0, 40).mapToObj(_ -> message()).toList();
        var others =
                CompletableFuture.supplyAsync(() ->
                        Crowd.of(
                                40,
                                number -> {
                                    store.store(List.of(messages.get(number)));
                                    return true;
                                }));
        TimeUnit.MILLISECONDS.sleep(500);
        counting.free.countDown();
        first.get();

        assertThat(others.get()).hasSize(40);
        assertThat(counting.syncs.get()).isBetween(2, 4);
        assertThat(counting.begun.get()).isEqualTo(counting.syncs.get());
        assertThat(count()).isEqualTo(41);
    }

    @Test
    void nobodyIsAnsweredBeforeTheSyncIsThrough() throws Exception {
        var held = new Held();
        var store = store(held);
        var answer = CompletableFuture.runAsync(() -> store.store(List.of(message())));
        held.reached.await();

        assertThat(count()).as("It is committed").isEqualTo(1);
        assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        held.free.countDown();
        answer.get(5, TimeUnit.SECONDS);
    }

    @Test
    void withinATransactionTheSyncComesBehindItsCommit() {
        var counting = new Held();
        counting.free.countDown();
        var store = store(counting);

        transactions.executeWithoutResult(_ -> {
            store.store(List.of(message()));
            assertThat(counting.syncs).hasValue(0);
        });
        assertThat(counting.syncs).hasValue(1);

        transactions.executeWithoutResult(transaction -> {
            store.store(List.of(message()));
            transaction.setRollbackOnly();
        });
        assertThat(counting.syncs).hasValue(1);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aSyncThatFailsIsNoYes() {
        var broken = new Held();
        broken.free.countDown();
        broken.failure = new DataAccessResourceFailureException("No space left on device");

        assertThatThrownBy(() -> store(broken).store(List.of(message()))).isSameAs(broken.failure);
    }

    @Test
    void oneThatCantBeStoredSpoilsOnlyItself() {
        var store = store(durability);
        var bad = tooLong();

        var stored =
                Crowd.of(
                        20,
                        number -> {
                            try {
                                store.store(List.of(number == 7 ? bad : message()));
                                return true;
                            } catch (DataIntegrityViolationException e) {
                                return false;
                            }
                        });

        assertThat(stored).containsOnlyOnce(false);
        assertThat(count()).isEqualTo(19);
    }

    @Test
    void aDeletedServerTakesNothingAndHoldsUpNobody() {
        var gone = message(world.production());
        deletion.delete(world.production());

        var refused = new AtomicInteger();
        Crowd.of(
                20,
                number -> {
                    try {
                        durableStore()
                                .store(List.of(number % 2 == 0 ? gone : message(world.staging())));
                    } catch (NotFound e) {
                        refused.incrementAndGet();
                    }
                    return number;
                });

        assertThat(refused).hasValue(10);
        assertThat(
                        jdbc.sql("select count(*) from message where server_id = ?")
                                .param(world.production().id())
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void acceptingAndDeletingAtOnceLeavesNoRow() throws Exception {
        for (int round = 0; round < 5; round++) {
            var server = world.server(world.acme(), "Race " + round, null, world.staging().mode());
            Crowd.of(
                    12,
                    number -> {
                        if (number == 5) {
                            deletion.delete(server);
                            return true;
                        }
                        try {
                            for (int i = 0; i < 5; i++) {
                                acceptance.accept(server, mail(), Source.API);
                            }
                            return true;
                        } catch (NotFound | Refusal e) {
                            // Its streams may be gone before it looks for them.
                            return false;
                        }
                    });
            for (int i = 0; i < 200 && left(server) > 0; i++) {
                TimeUnit.MILLISECONDS.sleep(25);
            }
            assertThat(left(server)).isZero();
        }
    }

    private long left(Server server) {
        return jdbc.sql(
                        "select (select count(*) from message where server_id = :id) + (select"
                                + " count(*) from server where id = :id)")
                .param("id", server.id())
                .query(Long.class)
                .single();
    }

    private GroupCommit durableStore() {
        return store(durability);
    }

    private GroupCommit store(CommitDurability how) {
        return new GroupCommit(transactions, servers, rows, how, immediateDelivery);
    }

    private ReadyMessage message() {
        return message(world.production());
    }

    private ReadyMessage message(Server server) {
        return acceptance.check(server, mail(), Source.API);
    }

    @Test
    void whoMustNotBeMailedIsRejectedWithAReasonAndAnEvent() {
        var message = changed(message(), "Hi", Map.of("b@example.com", SuppressionReason.BOUNCE));

        assertThat(acceptance.store(List.of(message)).getFirst().status())
                .isEqualTo(MessageStatus.REJECTED);

        assertThat(
                        jdbc.sql("select status, lane, reason from recipient")
                                .query()
                                .singleRow()
                                .values())
                .containsExactly(
                        "rejected", null, "This address is on the suppression list: bounced.");
        assertThat(jdbc.sql("select type from message_event").query(String.class).single())
                .isEqualTo("rejected");
        assertThat(jdbc.sql("select status from message").query(String.class).single())
                .isEqualTo("rejected");
    }

    private ReadyMessage tooLong() {
        return changed(message(), "x".repeat(4_001), Map.of());
    }

    private static ReadyMessage changed(
            ReadyMessage good, String subject, Map<String, SuppressionReason> suppressed) {
        return new ReadyMessage(
                good.id(),
                good.serverId(),
                good.streamId(),
                good.source(),
                good.from(),
                good.recipients(),
                suppressed,
                subject,
                good.labels(),
                good.content(),
                good.lane(),
                good.createdAt(),
                good.sendAt(),
                good.dueAt(),
                good.giveUpAt());
    }

    private static NewMessage mail() {
        return NewMessage.plain("a@acme.example", "b@example.com", "Hi", "Hello", null);
    }

    private long count() {
        return jdbc.sql("select count(*) from message").query(Long.class).single();
    }

    /** What the database at hand does, but for a sync that a test holds back and counts. */
    private class Held implements CommitDurability {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger syncs = new AtomicInteger();
        private RuntimeException failure = new IllegalStateException();

        @Override
        public String hold() {
            return durability.hold();
        }

        @Override
        public void begin() {
            begun.incrementAndGet();
            durability.begin();
        }

        @Override
        public void sync() {
            syncs.incrementAndGet();
            reached.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (!(failure instanceof IllegalStateException)) {
                throw failure;
            }
            durability.sync();
        }
    }
}
