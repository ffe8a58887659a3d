package io.sendyard.message;

import io.sendyard.core.EmailAddress;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A recipient of a message, and how far that copy is. It is only read as an object: its rows are
 * the queue, which changes many at a time.
 */
@Entity
@Immutable
public class Recipient {

    @Id private long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Message message;

    private long serverId;
    private long streamId;

    @Enumerated(EnumType.STRING)
    private RecipientKind kind;

    private String address;

    @Enumerated(EnumType.STRING)
    private MessageStatus status;

    private @Nullable Instant dueAt;
    private int attempts;
    private @Nullable String reason;
    private @Nullable Instant endedAt;

    @SuppressWarnings("NullAway.Init")
    protected Recipient() {}

    public long id() {
        return id;
    }

    public Message message() {
        return message;
    }

    public long serverId() {
        return serverId;
    }

    public long streamId() {
        return streamId;
    }

    public RecipientKind kind() {
        return kind;
    }

    public String address() {
        return address;
    }

    /** The address, parsed. */
    public EmailAddress emailAddress() {
        return EmailAddress.parse(address).orElseThrow();
    }

    public MessageStatus status() {
        return status;
    }

    /** The status that people are shown. */
    public MessageStatus shown() {
        return status.shown(attempts > 0);
    }

    /** When the next attempt is due; means nothing once it has ended. */
    public @Nullable Instant dueAt() {
        return dueAt;
    }

    public int attempts() {
        return attempts;
    }

    /** Why it ended as it did, or was deferred; null if there is no reason. */
    public @Nullable String reason() {
        return reason;
    }

    /** When nothing more was to be tried; null until then. */
    public @Nullable Instant endedAt() {
        return endedAt;
    }
}
