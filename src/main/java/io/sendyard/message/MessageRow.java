package io.sendyard.message;

import io.sendyard.core.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message in a list.
 *
 * @param to all addresses of its To header, or one recipient: the one that was searched for, else
 *     the first
 * @param recipients how many it has
 * @param size in bytes
 */
public record MessageRow(
        MessageId id,
        long streamId,
        MessageStatus status,
        boolean deferred,
        String from,
        String to,
        String subject,
        int recipients,
        @Nullable String tag,
        long size,
        Instant createdAt,
        @Nullable Instant sentAt) {

    /** What a query reads of a message; {@code addresses} is its own to choose. */
    static final String COLUMNS =
            """
            m.id, m.stream_id, m.status, m.deferred, m.from_header, m.subject, m.tag, m.recipients,
            m.size, m.created_at, m.sent_at\
            """;

    static MessageRow of(ResultSet row) throws SQLException {
        return new MessageRow(
                id(row),
                row.getLong("stream_id"),
                status(row),
                row.getBoolean("deferred"),
                row.getString("from_header"),
                Objects.requireNonNullElse(row.getString("addresses"), ""),
                row.getString("subject"),
                row.getInt("recipients"),
                row.getString("tag"),
                row.getLong("size"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("sent_at", OffsetDateTime.class)));
    }

    static MessageId id(ResultSet row) throws SQLException {
        return new MessageId(row.getObject("id", UUID.class));
    }

    static MessageStatus shown(ResultSet row) throws SQLException {
        return status(row).shown(row.getBoolean("deferred"));
    }

    /** The status that people are shown. */
    public MessageStatus shown() {
        return status.shown(deferred);
    }

    /** What people are shown as its subject. */
    public String name() {
        return Message.name(subject);
    }

    /** The same with the first of its addresses alone. */
    MessageRow toFirst() {
        return new MessageRow(
                id,
                streamId,
                status,
                deferred,
                from,
                to.split(", ", 2)[0],
                subject,
                recipients,
                tag,
                size,
                createdAt,
                sentAt);
    }

    private static MessageStatus status(ResultSet row) throws SQLException {
        return MessageStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
