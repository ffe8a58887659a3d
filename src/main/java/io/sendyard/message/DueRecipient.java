package io.sendyard.message;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recipient that is due for delivery.
 *
 * @param lane 0 for transactional mail, 1 for broadcasts; 2 and 3 for retries of these
 * @param attempts the number of previous attempts
 * @param giveUpAt the time from which a failed attempt is the last
 * @param reason why the previous attempt failed; null before the first
 */
public record DueRecipient(
        RecipientLease lease,
        MessageId messageId,
        long serverId,
        long streamId,
        Lane lane,
        EmailAddress address,
        int attempts,
        Instant giveUpAt,
        @Nullable String reason) {}
