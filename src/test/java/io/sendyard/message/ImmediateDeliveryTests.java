package io.sendyard.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.database.CommitDurability;
import io.sendyard.message.ImmediateDelivery.StoredRecipient;
import io.sendyard.server.Server;
import io.sendyard.server.ServerModes;
import io.sendyard.suppression.SuppressionList;
import io.sendyard.suppression.SuppressionReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Which accepted messages are delivered immediately, and which wait in the queue. */
@SendyardTest
class ImmediateDeliveryTests {

    private static final String IDS = "select id from recipient order by id";

    @Autowired World world;
    @Autowired MessageAcceptance acceptance;
    @Autowired TransactionTemplate transactions;
    @Autowired ServerModes servers;
    @Autowired MessageInserts rows;
    @Autowired CommitDurability durability;
    @Autowired SuppressionList suppressions;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    private final TestDelivery delivery = new TestDelivery();

    @Test
    void whatIsTakenIsStoredWithALease() {
        var message = message(world.production(), "b@example.com, c@example.com", null);
        delivery.free.add(message.id());

        store(List.of(message));

        assertThat(delivery.started)
                .extracting(copy -> copy.address().toString())
                .containsExactly("b@example.com", "c@example.com");
        assertThat(delivery.started)
                .extracting(StoredRecipient::recipientId)
                .isEqualTo(jdbc.sql(IDS).query(Long.class).list());
        assertThat(delivery.started)
                .allMatch(copy -> copy.message().equals(message) && !copy.sandbox());
        assertThat(delivery.wakes).isZero();
        assertThat(column("status")).containsOnly("sending");
        assertThat(column("lease")).containsOnly("1");
        assertThat(jdbc.sql("select due_at from recipient").query(OffsetDateTime.class).list())
                .extracting(OffsetDateTime::toInstant)
                .allSatisfy(due ->
                        assertThat(due)
                                .isCloseTo(
                                        Instant.now().plus(delivery.lease()),
                                        within(20, ChronoUnit.SECONDS)));
    }

    @Test
    void whatIsNotTakenIsDueInTheQueue() {
        var taken = message(world.production(), "b@example.com", null);
        delivery.free.add(taken.id());

        store(List.of(message(world.production(), "a@example.com", null), taken));

        assertThat(delivery.started).hasSize(1);
        assertThat(delivery.wakes).isOne();
        assertThat(column("status")).containsExactly("queued", "sending");
        assertThat(column("lease")).containsExactly("0", "1");
    }

    @Test
    void whatIsToGoLaterIsNobodys() {
        var later = message(world.production(), "b@example.com", clock.instant().plusSeconds(600));
        delivery.free.add(later.id());

        store(List.of(later));

        assertThat(delivery.offered).isEmpty();
        assertThat(delivery.started).isEmpty();
        assertThat(delivery.wakes).isZero();
        assertThat(column("status")).containsExactly("scheduled");
    }

    @Test
    void whoMustNotBeMailedGetsNoCopy() {
        suppressions.add(
                world.production().id(),
                null,
                EmailAddress.parse("b@example.com").orElseThrow(),
                SuppressionReason.BOUNCE,
                "recipient",
                null,
                null);
        var message = message(world.production(), "a@example.com, b@example.com", null);
        delivery.free.add(message.id());

        store(List.of(message));

        assertThat(delivery.started)
                .extracting(copy -> copy.address().toString())
                .containsExactly("a@example.com");
        assertThat(column("status")).containsExactly("sending", "rejected");
    }

    @Test
    void aSandboxServersMailIsToldToBe() {
        var message = message(world.staging(), "b@example.com", null);
        delivery.free.add(message.id());

        store(List.of(message));

        assertThat(delivery.started).allMatch(StoredRecipient::sandbox);
    }

    @Test
    void deliversNothingThatWasNotCommitted() {
        var message = message(world.production(), "b@example.com", null);
        delivery.free.add(message.id());

        transactions.executeWithoutResult(transaction -> {
            store(List.of(message));
            transaction.setRollbackOnly();
        });

        assertThat(delivery.started).isEmpty();
        assertThat(column("status")).isEmpty();
    }

    @Test
    void deliversNothingThatIsNotOnTheDisk() {
        var message = message(world.production(), "b@example.com", null);
        delivery.free.add(message.id());
        var broken = new DataAccessResourceFailureException("No space left on device");

        assertThatThrownBy(() ->
                        new GroupCommit(transactions, servers, rows, failing(broken), delivery)
                                .store(List.of(message)))
                .isSameAs(broken);

        assertThat(delivery.started).isEmpty();
        assertThat(column("status")).containsExactly("sending");
    }

    private void store(List<ReadyMessage> messages) {
        new GroupCommit(transactions, servers, rows, durability, delivery).store(messages);
    }

    private ReadyMessage message(Server server, String to, @Nullable Instant sendAt) {
        var mail =
                new NewMessage(
                        "a@acme.example",
                        AddressList.of(to),
                        null,
                        null,
                        "Hi",
                        null,
                        "Hello",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        sendAt);
        return acceptance.check(server, mail, Source.API);
    }

    private List<String> column(String name) {
        return jdbc.sql("select %s from recipient order by id".formatted(name))
                .query(String.class)
                .list();
    }

    private CommitDurability failing(RuntimeException failure) {
        return new CommitDurability() {
            @Override
            public String hold() {
                return durability.hold();
            }

            @Override
            public void begin() {
                durability.begin();
            }

            @Override
            public void sync() {
                throw failure;
            }
        };
    }

    /** Reserves what the test says. */
    private static class TestDelivery implements ImmediateDelivery {

        private final Set<MessageId> free = new HashSet<>();
        private final List<ReadyMessage> offered = new ArrayList<>();
        private final List<StoredRecipient> started = new ArrayList<>();
        private int wakes;

        @Override
        public Duration lease() {
            return Duration.ofMillis(90_500);
        }

        @Override
        public Set<MessageId> reserve(List<ReadyMessage> messages) {
            offered.addAll(messages);
            return messages.stream()
                    .map(ReadyMessage::id)
                    .filter(free::contains)
                    .collect(Collectors.toSet());
        }

        @Override
        public void start(List<StoredRecipient> copies, long since) {
            started.addAll(copies);
        }

        @Override
        public void wake() {
            wakes++;
        }
    }
}
