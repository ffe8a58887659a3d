package io.sendyard.message;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Delivers messages as soon as they are accepted. The recipients it reserves are stored as claimed,
 * with a lease, so that no queue poll is needed for them; the others wait in the queue.
 */
public interface ImmediateDelivery {

    /** How long a reserved recipient stays claimed unless the lease is renewed. */
    Duration lease();

    /** Chooses the messages that there is capacity for now. */
    Set<MessageId> reserve(List<ReadyMessage> messages);

    /**
     * Starts delivery of recipients that are now stored durably.
     *
     * @param since a {@link System#nanoTime()} before their leases began
     */
    void start(List<StoredRecipient> recipients, long since);

    /** Announces that others were stored and are due. */
    void wake();

    /**
     * A recipient of a message that was just stored.
     *
     * @param sandbox whether its server is a sandbox
     */
    record StoredRecipient(
            long recipientId, EmailAddress address, ReadyMessage message, boolean sandbox) {

        /** The first lease, with which it is stored. */
        public static final int LEASE = 1;
    }
}
