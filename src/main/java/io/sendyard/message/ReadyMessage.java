package io.sendyard.message;

import io.sendyard.core.Mailbox;
import io.sendyard.core.MessageId;
import io.sendyard.suppression.SuppressionReason;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that can be taken, as it is to be stored: nothing is promised for it yet.
 *
 * @param suppressed those it will not be sent to, by the keys of their addresses
 * @param dueAt when it is to go out
 * @param giveUpAt when nothing more is tried
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ReadyMessage(
        MessageId id,
        long serverId,
        long streamId,
        Source source,
        Mailbox from,
        Addressees recipients,
        Map<String, SuppressionReason> suppressed,
        String subject,
        Labels labels,
        byte[] content,
        Lane lane,
        Instant createdAt,
        @Nullable Instant sendAt,
        Instant dueAt,
        Instant giveUpAt) {

    MessageStatus status() {
        return recipients.all().stream().allMatch(this::rejects)
                ? MessageStatus.REJECTED
                : waiting();
    }

    /** How far those recipients are that it will be sent to. */
    MessageStatus waiting() {
        return sendAt == null ? MessageStatus.QUEUED : MessageStatus.SCHEDULED;
    }

    /** How many copies will be on their way. */
    public int copies() {
        return (int) recipients.all().stream().filter(one -> !rejects(one)).count();
    }

    boolean rejects(Addressees.One recipient) {
        return suppressed.containsKey(recipient.address().key());
    }

    Accepted accepted() {
        return new Accepted(id, status());
    }
}
