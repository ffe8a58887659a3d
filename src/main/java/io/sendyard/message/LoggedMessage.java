package io.sendyard.message;

import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import io.sendyard.mime.MessageContent;
import io.sendyard.web.Named;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as people look at it.
 *
 * @param source how it came: {@code api} or {@code smtp}
 * @param from as its head says, decoded
 * @param recipients how many it has
 * @param size in bytes
 * @param sendAt when it is to go out; null where at once
 * @param sentAt when it went out; null where it did not
 * @param content null once it is no longer kept
 */
public record LoggedMessage(
        MessageId id,
        long serverId,
        Cuid streamId,
        String streamName,
        MessageState state,
        String source,
        String from,
        int recipients,
        String subject,
        @Nullable String tag,
        Map<String, String> metadata,
        long size,
        Instant createdAt,
        @Nullable Instant sendAt,
        @Nullable Instant sentAt,
        @Nullable MessageContent content)
        implements Named {

    /** What it is called where its subject is empty. */
    public static final String NO_SUBJECT = "No subject";

    @Override
    public String name() {
        return subject.isBlank() ? NO_SUBJECT : subject;
    }
}
