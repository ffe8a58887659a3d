package io.sendyard.message;

import io.sendyard.core.NotFound;
import io.sendyard.database.Batcher;
import io.sendyard.database.CommitDurability;
import io.sendyard.database.DatabaseOutage;
import io.sendyard.message.ImmediateDelivery.StoredRecipient;
import io.sendyard.server.Mode;
import io.sendyard.server.ServerModes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores messages so that who gets a yes can rely on it: what was written is committed and on the
 * disk by then. Those who come while another transaction runs share the next one and its one sync:
 * the first of them writes for all.
 */
@Component
class GroupCommit {

    private static final long MOST_OCTETS = 32L * 1024 * 1024;

    /** What a message counts at least, so that not too many go together. */
    private static final long LEAST_OCTETS = 64L * 1024;

    private final TransactionTemplate transactions;
    private final ServerModes servers;
    private final MessageInserts rows;
    private final CommitDurability durability;
    private final ImmediateDelivery immediateDelivery;
    private final Batcher<PendingMessages> batcher =
            new Batcher<>(this::writeTogether, PendingMessages::octets, MOST_OCTETS);

    GroupCommit(
            TransactionTemplate transactions,
            ServerModes servers,
            MessageInserts rows,
            CommitDurability durability,
            ImmediateDelivery immediateDelivery) {
        this.transactions = transactions;
        this.servers = servers;
        this.rows = rows;
        this.durability = durability;
        this.immediateDelivery = immediateDelivery;
    }

    /**
     * Stores messages, all of them or none. They are on the disk when this returns; within a
     * transaction that runs already they are when that has committed.
     *
     * @throws NotFound where the server was deleted meanwhile
     */
    void store(List<ReadyMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        if (TransactionSynchronizationManager.isActualTransactionActive()
                || !storedTogether(new PendingMessages(messages))) {
            writeAlone(messages);
        }
    }

    private boolean storedTogether(PendingMessages pending) {
        batcher.submit(pending);
        return pending.stored;
    }

    /**
     * Stores all of them. Messages of a server that is locked or gone are left to their own
     * transactions, and so is each message of a group in which one fails.
     */
    private void writeTogether(List<PendingMessages> group) {
        try {
            var stored = transactions.execute(_ -> writeThoseThatCanBe(group));
            stored.forEach(pending -> pending.stored = true);
        } catch (RuntimeException e) {
            if (DatabaseOutage.isBehind(e)) {
                throw e;
            }
        }
    }

    private Set<PendingMessages> writeThoseThatCanBe(List<PendingMessages> group) {
        durability.begin();
        var owners = group.stream().flatMap(pending -> pending.servers().stream()).distinct();
        var held = servers.lock(owners.toList(), durability.hold() + " skip locked");
        var some =
                group.stream()
                        .filter(pending -> held.keySet().containsAll(pending.servers()))
                        .collect(Collectors.toSet());
        write(some.stream().flatMap(pending -> pending.messages.stream()).toList(), held);
        return some;
    }

    private void writeAlone(List<ReadyMessage> messages) {
        var owners = new PendingMessages(messages).servers();
        try {
            transactions.executeWithoutResult(_ -> {
                durability.begin();
                var held = servers.lock(owners, durability.hold());
                if (!held.keySet().containsAll(owners)) {
                    throw new NotFound();
                }
                write(messages, held);
            });
        } catch (ConcurrencyFailureException e) {
            throw new TransientDataAccessResourceException("It was not this one's turn", e);
        }
    }

    private void write(List<ReadyMessage> messages, Map<Long, Mode> modes) {
        if (messages.isEmpty()) {
            return;
        }
        long since = System.nanoTime();
        var chosen =
                immediateDelivery.reserve(messages.stream().filter(GroupCommit::isDue).toList());
        var recipients = rows.insert(messages, modes, chosen, immediateDelivery.lease());
        boolean more = messages.stream().anyMatch(one -> isDue(one) && !chosen.contains(one.id()));
        TransactionSynchronizationManager.registerSynchronization(
                new AfterStoring(recipients, since, more));
    }

    private static boolean isDue(ReadyMessage message) {
        return message.status() == MessageStatus.QUEUED;
    }

    /** What happens after the commit and before the answer. */
    private class AfterStoring implements TransactionSynchronization {

        private final List<StoredRecipient> recipients;
        private final long since;
        private final boolean more;

        AfterStoring(List<StoredRecipient> recipients, long since, boolean more) {
            this.recipients = recipients;
            this.since = since;
            this.more = more;
        }

        @Override
        public void afterCommit() {
            durability.sync();
            immediateDelivery.start(recipients, since);
            if (more) {
                immediateDelivery.wake();
            }
        }
    }

    /** Messages that wait to be stored together, for one caller. */
    private static class PendingMessages {

        private final List<ReadyMessage> messages;

        /** Whether they are stored; false where their caller has to do it himself. */
        private boolean stored;

        PendingMessages(List<ReadyMessage> messages) {
            this.messages = messages;
        }

        Set<Long> servers() {
            return messages.stream().map(ReadyMessage::serverId).collect(Collectors.toSet());
        }

        long octets() {
            return messages.stream()
                    .mapToLong(message -> Math.max(LEAST_OCTETS, message.content().length))
                    .sum();
        }
    }
}
