package io.sendyard.suppression;

import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One address that a server, or one stream of it, must not mail. {@link SuppressionList} adds. */
@Entity
public class Suppression {

    @Id private long id;

    private Cuid cuid;
    private long serverId;
    private @Nullable Long streamId;
    private String email;
    private String emailKey;

    @Enumerated(EnumType.STRING)
    private SuppressionReason reason;

    private String origin;
    private @Nullable String note;
    private @Nullable UUID messageId;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Suppression() {}

    long id() {
        return id;
    }

    /** The id that callers see. */
    public Cuid cuid() {
        return cuid;
    }

    public long serverId() {
        return serverId;
    }

    /** The one stream it holds for; null for all of the server. */
    public @Nullable Long streamId() {
        return streamId;
    }

    /** The address as it was written. */
    public String email() {
        return email;
    }

    String emailKey() {
        return emailKey;
    }

    public SuppressionReason reason() {
        return reason;
    }

    /** Who did it: {@code recipient}, {@code person}, {@code api}, {@code import}. */
    public String origin() {
        return origin;
    }

    public @Nullable String note() {
        return note;
    }

    /** The message that led to it; it may be gone by now. */
    public @Nullable MessageId messageId() {
        return messageId == null ? null : new MessageId(messageId);
    }

    public Instant createdAt() {
        return createdAt;
    }
}
