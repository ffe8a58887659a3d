package io.sendyard.suppression;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whom a server must not mail. Bounces and complaints hold for all its streams. */
@Component
public class SuppressionList {

    /** Which of these addresses that stream must not mail, by {@link EmailAddress#key}, and why. */
    public Map<String, SuppressionReason> among(
            long serverId, long streamId, Collection<String> addressKeys) {
        return Map.of();
    }

    /**
     * Puts an address on the list, if it is not on it already.
     *
     * @param streamId null for the whole server
     * @param origin who did it: {@code recipient}, {@code person}, {@code api}, {@code import}
     * @param messageId the message that led to it, where one did
     */
    public void add(
            long serverId,
            @Nullable Long streamId,
            EmailAddress address,
            SuppressionReason reason,
            String origin,
            @Nullable String note,
            @Nullable MessageId messageId) {
        throw new UnsupportedOperationException("Comes with the suppression list");
    }
}
