package io.sendyard.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a message, and how far each of its recipients is.
 *
 * @param more whether there is more than is read of either
 */
public record Timeline(List<MessageEvent> events, List<Recipient> recipients, boolean more) {

    /** The tries it took, of the recipient that took the most. */
    public int attempts() {
        return recipients.stream().mapToInt(Recipient::attempts).max().orElse(0);
    }

    /**
     * One event.
     *
     * @param recipient address it concerns; null if it concerns all
     * @param reason a sentence for people; null if there is none
     * @param conversation the SMTP transcript of that attempt; empty if there is none
     */
    public record MessageEvent(
            EventType type,
            Instant at,
            @Nullable String recipient,
            @Nullable String reason,
            Outcome.Details details,
            List<Line> conversation) {}

    /**
     * One line of an SMTP conversation.
     *
     * @param millis since the try began; null where it is not known
     * @param side {@code S} for theirs and {@code C} for ours; empty where it is not known
     */
    public record Line(@Nullable String millis, String side, String text) {}

    /**
     * One recipient.
     *
     * @param reason why it ended as it did, or was put off; null where there is none
     * @param dueAt when it is tried next; says nothing once it has ended
     * @param endedAt when nothing more was to be tried; null as long as there is
     */
    public record Recipient(
            RecipientKind kind,
            String address,
            MessageStatus status,
            int attempts,
            @Nullable String reason,
            @Nullable Instant dueAt,
            @Nullable Instant endedAt) {

        /** The state that people are shown. */
        public MessageState state() {
            return MessageState.of(status, attempts > 0);
        }
    }
}
