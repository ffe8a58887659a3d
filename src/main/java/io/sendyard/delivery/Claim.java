package io.sendyard.delivery;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.message.DueRecipient;
import io.sendyard.message.ImmediateDelivery.StoredRecipient;
import io.sendyard.message.Lane;
import io.sendyard.message.ReadyMessage;
import io.sendyard.message.RecipientLease;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One recipient's copy that this process holds for a while.
 *
 * @param sandbox whether its server lets nothing out
 * @param lease proves that it is still ours
 * @param attempts how often it was tried before
 * @param giveUpAt from when on a try that fails is the last
 * @param reason why the try before failed; null before the first
 * @param message what was accepted just now, if it is small; else it is to be read
 */
record Claim(
        long recipientId,
        MessageId messageId,
        long serverId,
        boolean sandbox,
        long streamId,
        Lane lane,
        EmailAddress address,
        int lease,
        int attempts,
        Instant giveUpAt,
        @Nullable String reason,
        @Nullable ReadyMessage message) {

    /** As much as is kept of one until it goes out, in octets: a thousand of them are held. */
    static final int MOST_KEPT = 32 * 1024;

    /** What was stored as ours. */
    static Claim of(StoredRecipient copy) {
        var message = copy.message();
        return new Claim(
                copy.recipientId(),
                message.id(),
                message.serverId(),
                copy.sandbox(),
                message.streamId(),
                message.lane(),
                copy.address(),
                StoredRecipient.LEASE,
                0,
                message.giveUpAt(),
                null,
                message.content().length <= MOST_KEPT ? message : null);
    }

    /** A due recipient, once it is claimed. */
    static Claim of(DueRecipient due, boolean sandbox) {
        var lease = due.lease().next();
        return new Claim(
                lease.recipientId(),
                due.messageId(),
                due.serverId(),
                sandbox,
                due.streamId(),
                due.lane(),
                due.address(),
                lease.number(),
                due.attempts(),
                due.giveUpAt(),
                due.reason(),
                null);
    }

    RecipientLease recipientLease() {
        return new RecipientLease(recipientId, lease);
    }

    String domain() {
        return address.domain().value();
    }

    boolean broadcast() {
        return lane.broadcast();
    }

    /** Whether it was deferred before. */
    boolean isRetry() {
        return lane.retry();
    }

    /** Which try the next one is, from 1. */
    int attempt() {
        return attempts + 1;
    }

    boolean over(Instant now) {
        return !now.isBefore(giveUpAt);
    }
}
