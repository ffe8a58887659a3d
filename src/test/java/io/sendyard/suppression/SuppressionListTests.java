package io.sendyard.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Crowd;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.server.ServerDeletion;
import io.sendyard.server.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SendyardTest
class SuppressionListTests {

    @Autowired World world;
    @Autowired SuppressionList list;
    @Autowired Suppressions suppressions;
    @Autowired SuppressionsOfStream ofStream;
    @Autowired SuppressionsOfServer ofServer;
    @Autowired ServerDeletion deletion;
    @Autowired TransactionTemplate transactions;
    @Autowired JdbcClient jdbc;

    private long server;
    private long transactional;
    private long broadcast;

    @BeforeEach
    void look() {
        server = world.production().id();
        transactional = stream(0).id();
        broadcast = stream(1).id();
    }

    @Test
    void tellsWhatHoldsForAStream() {
        add(null, "gone@example.com", SuppressionReason.BOUNCE);
        add(broadcast, "Ann@Example.com", SuppressionReason.UNSUBSCRIBE);
        add(transactional, "bob@example.com", SuppressionReason.MANUAL);
        list.add(
                world.globexServer().id(),
                null,
                address("carl@example.com"),
                SuppressionReason.BOUNCE,
                "recipient",
                null,
                null);

        var asked =
                List.of(
                        "gone@example.com",
                        "ann@example.com",
                        "bob@example.com",
                        "carl@example.com");
        assertThat(list.among(server, broadcast, asked))
                .containsOnly(
                        java.util.Map.entry("gone@example.com", SuppressionReason.BOUNCE),
                        java.util.Map.entry("ann@example.com", SuppressionReason.UNSUBSCRIBE));
        assertThat(list.among(server, transactional, asked))
                .containsOnlyKeys("gone@example.com", "bob@example.com");
        assertThat(list.among(server, broadcast, List.of())).isEmpty();
    }

    @Test
    void whatHoldsForTheServerGoesBeforeWhatHoldsForTheStream() {
        add(broadcast, "ann@example.com", SuppressionReason.UNSUBSCRIBE);
        add(null, "ann@example.com", SuppressionReason.COMPLAINT);

        assertThat(list.among(server, broadcast, List.of("ann@example.com")))
                .containsEntry("ann@example.com", SuppressionReason.COMPLAINT);
    }

    @Test
    void findsThousandsOfAddressesByTheIndex() {
        var keys = IntStream.range(0, 2_500).mapToObj("p%d@example.com"::formatted).toList();
        list.add(server, keys.stream().map(key -> entry(null, key)).toList());

        assertThat(list.among(server, broadcast, keys)).hasSize(2_500);
        jdbc.sql("analyze").update();
        var plan =
                jdbc.sql(
                                """
                                explain select email_key, reason from suppression
                                where email_key in ('p1@example.com', 'p2@example.com') and server_id = ?
                                    and (stream_id is null or stream_id = ?)\
                                """)
                        .params(server, broadcast)
                        .query(String.class)
                        .list();
        assertThat(String.join(" ", plan).toLowerCase(Locale.ROOT)).contains("suppression_once");
    }

    @Test
    void keepsTheFirstOfTwo() {
        var message = MessageId.fresh();
        list.add(
                server,
                null,
                address("Ann@Example.com"),
                SuppressionReason.BOUNCE,
                "recipient",
                "550 5.1.1\r\nUser\0 unknown " + "\ud83d\ude80".repeat(1_000),
                message);
        add(null, "ann@example.com", SuppressionReason.COMPLAINT);

        var entry = suppressions.findEverywhere(server, "ann@example.com").orElseThrow();
        assertThat(entry.email()).isEqualTo("Ann@example.com");
        assertThat(entry.reason()).isEqualTo(SuppressionReason.BOUNCE);
        assertThat(entry.origin()).isEqualTo("recipient");
        assertThat(entry.messageId()).isEqualTo(message);
        assertThat(entry.note()).startsWith("550 5.1.1 User unknown \ud83d\ude80").hasSize(999);
        assertThat(rows()).isEqualTo(1);
    }

    @RepeatedTest(3)
    void ofManyAtOnceOneIsAddedAndNobodyFails() {
        var added =
                Crowd.of(
                        12,
                        i ->
                                list.put(
                                                server,
                                                stream(i % 2),
                                                new NewSuppression(
                                                        "ann@example.com",
                                                        i < 6
                                                                ? SuppressionReason.BOUNCE
                                                                : SuppressionReason.MANUAL,
                                                        null),
                                                "api")
                                        .added());

        assertThat(added).filteredOn(was -> was).hasSize(3);
        assertThat(rows()).isEqualTo(3);
    }

    /** The other's transaction is open while this one adds the same address, and ends after. */
    @Test
    void aRaceThatIsLostLeavesTheCallersTransactionWhole() {
        var others = new CountDownLatch(1);
        var done =
                Crowd.of(
                        2,
                        i ->
                                transactions.execute(_ -> {
                                    if (i == 0) {
                                        add(null, "ann@example.com", SuppressionReason.BOUNCE);
                                        others.countDown();
                                        pause(300);
                                    } else {
                                        await(others);
                                        list.add(
                                                server,
                                                List.of(
                                                        entry(null, "bob@example.com"),
                                                        entry(null, "ann@example.com"),
                                                        entry(null, "cay@example.com")));
                                    }
                                    add(broadcast, i + "@example.com", SuppressionReason.MANUAL);
                                    return rows();
                                }));

        assertThat(done).hasSize(2);
        assertThat(rows()).isEqualTo(5);
    }

    @Test
    void goesBackWithTheCallersTransaction() {
        transactions.executeWithoutResult(transaction -> {
            add(null, "ann@example.com", SuppressionReason.BOUNCE);
            transaction.setRollbackOnly();
        });

        assertThat(rows()).isZero();
    }

    @Test
    void aServerThatIsGoneTakesNothingMore() {
        deletion.delete(world.production());

        add(null, "ann@example.com", SuppressionReason.BOUNCE);
        list.add(
                Long.MAX_VALUE,
                null,
                address("ann@example.com"),
                SuppressionReason.BOUNCE,
                "recipient",
                null,
                null);

        assertThat(rows()).isZero();
    }

    @Test
    void aStreamThatIsGoneTakesNothingMoreAndSpoilsNothing() {
        transactions.executeWithoutResult(_ -> {
            add(Long.MAX_VALUE, "ann@example.com", SuppressionReason.MANUAL);
            add(null, "bob@example.com", SuppressionReason.BOUNCE);
        });

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void goesWithItsStreamAndWithItsServer() {
        add(broadcast, "ann@example.com", SuppressionReason.MANUAL);
        add(broadcast, "bob@example.com", SuppressionReason.MANUAL);
        add(transactional, "ann@example.com", SuppressionReason.MANUAL);
        add(null, "ann@example.com", SuppressionReason.BOUNCE);

        assertThat(ofServer.count(server)).isEqualTo(4);
        assertThat(purged(() -> ofStream.purge(broadcast, 1))).isEqualTo(1);
        assertThat(purged(() -> ofStream.purge(broadcast, 10))).isEqualTo(1);
        assertThat(purged(() -> ofStream.purge(broadcast, 10))).isZero();
        assertThat(purged(() -> ofServer.purge(server, 10))).isEqualTo(2);
        assertThat(purged(() -> ofServer.purge(server, 10))).isZero();
    }

    private int purged(java.util.function.IntSupplier purge) {
        Integer count = transactions.execute(_ -> purge.getAsInt());
        return count == null ? -1 : count;
    }

    private void add(@Nullable Long stream, String email, SuppressionReason reason) {
        list.add(server, stream, address(email), reason, "recipient", null, null);
    }

    private static SuppressionList.SuppressionEntry entry(@Nullable Long stream, String email) {
        return new SuppressionList.SuppressionEntry(
                stream, address(email), SuppressionReason.BOUNCE, "import", null, null);
    }

    private static EmailAddress address(String email) {
        return EmailAddress.parse(email).orElseThrow();
    }

    private Stream stream(int number) {
        return new ArrayList<>(world.streams(world.production())).get(number);
    }

    private long rows() {
        return jdbc.sql("select count(*) from suppression").query(Long.class).single();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause(int milliseconds) {
        java.util.concurrent.locks.LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }
}
