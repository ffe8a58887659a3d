package io.sendyard.message;

import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message, but for what it says.
 *
 * @param to the addresses of its first header, with commas between them
 * @param size in octets, as it goes out
 * @param deferred whether its last try was put off
 */
public record Message(
        MessageId id,
        long serverId,
        Cuid server,
        long streamId,
        Cuid stream,
        String from,
        String to,
        String subject,
        MessageStatus status,
        boolean deferred,
        @Nullable String tag,
        Map<String, String> metadata,
        long size,
        Instant createdAt,
        @Nullable Instant sendAt,
        @Nullable Instant sentAt) {

    /**
     * One page of a list.
     *
     * @param next where the next page starts; null if there is none
     * @param total number of messages on all pages; null if not asked for, over 10,000 or not all
     *     were checked
     */
    public record Page(List<Message> messages, @Nullable MessageId next, @Nullable Long total) {}
}
