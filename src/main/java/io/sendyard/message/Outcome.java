package io.sendyard.message;

import io.sendyard.core.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a try came to, or what was heard later, for one recipient.
 *
 * @param recipientId the recipient's row
 * @param reason a sentence for people, as a rule the other side's reply; null where there is none
 * @param conversation the SMTP commands and replies of the try, a line each; null where there was
 *     none
 */
public record Outcome(
        MessageId messageId,
        long recipientId,
        long serverId,
        long streamId,
        EventType type,
        Instant at,
        @Nullable String reason,
        Details details,
        @Nullable String conversation) {

    /**
     * The facts of a try, as far as they are known.
     *
     * @param replyCode the three digits of the reply (RFC 5321 section 4.2)
     * @param enhancedCode as in RFC 3463: {@code 5.1.1}
     * @param text the reply's text, clipped to 1 KiB
     * @param remoteHost the name of the host that was asked
     * @param remoteAddress its IP address
     * @param tls the protocol of the connection: {@code TLSv1.3}; null for clear text
     * @param durationMillis how long the try took
     * @param bounceClass why a bounce is one; null for other events
     * @param attempt which try it was, from 1
     * @param nextAttemptAt when the next one is due; null where there is none
     */
    public record Details(
            @Nullable Integer replyCode,
            @Nullable String enhancedCode,
            @Nullable String text,
            @Nullable String remoteHost,
            @Nullable String remoteAddress,
            @Nullable String tls,
            @Nullable Long durationMillis,
            @Nullable BounceClass bounceClass,
            @Nullable Integer attempt,
            @Nullable Instant nextAttemptAt) {

        /** Nothing is known but that it happened. */
        public static Details none() {
            return new Details(null, null, null, null, null, null, null, null, null, null);
        }
    }
}
