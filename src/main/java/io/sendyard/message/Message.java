package io.sendyard.message;

import io.sendyard.core.MessageId;
import io.sendyard.mime.MessageContent;
import io.sendyard.web.Named;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A message that was accepted. It is only read as an object: {@link MessageInserts} stores it, and
 * {@link Outcomes} changes its status, many at a time.
 */
@Entity
@Immutable
public class Message implements Named {

    private static final String NO_SUBJECT = "No subject";

    @Id private UUID id;

    private long serverId;
    private long streamId;

    @Enumerated(EnumType.STRING)
    private MessageStatus status;

    private boolean deferred;

    @Enumerated(EnumType.STRING)
    private Source source;

    private String fromHeader;
    private String toAddresses;
    private int recipients;
    private String subject;
    private @Nullable String tag;

    @Convert(converter = MetadataColumn.class)
    private @Nullable Map<String, String> metadata;

    private long size;
    private Instant createdAt;
    private @Nullable Instant sendAt;
    private @Nullable Instant sentAt;

    /** Parts of the content; none once it is no longer kept. */
    @ElementCollection
    @Immutable
    @CollectionTable(name = "stored_content", joinColumns = @JoinColumn(name = "message_id"))
    @OrderColumn(name = "number")
    @Column(name = "content")
    private List<byte[]> content;

    @SuppressWarnings("NullAway.Init")
    protected Message() {}

    public MessageId id() {
        return new MessageId(id);
    }

    public long serverId() {
        return serverId;
    }

    public long streamId() {
        return streamId;
    }

    public MessageStatus status() {
        return status;
    }

    /** Whether the last attempt was deferred. */
    public boolean deferred() {
        return deferred;
    }

    /** The status that people are shown. */
    public MessageStatus shown() {
        return status.shown(deferred);
    }

    public Source source() {
        return source;
    }

    /** The sender as the header says, decoded. */
    public String from() {
        return fromHeader;
    }

    /** The addresses of the To header, separated by commas. */
    public String to() {
        return toAddresses;
    }

    /** The number of recipients. */
    public int recipients() {
        return recipients;
    }

    public String subject() {
        return subject;
    }

    @Override
    public String name() {
        return name(subject);
    }

    public @Nullable String tag() {
        return tag;
    }

    public Map<String, String> metadata() {
        return metadata == null ? Map.of() : metadata;
    }

    /** In bytes. */
    public long size() {
        return size;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** When to send it; null if it was sent at once. */
    public @Nullable Instant sendAt() {
        return sendAt;
    }

    /** When it was sent first; null if it wasn't. */
    public @Nullable Instant sentAt() {
        return sentAt;
    }

    /**
     * The content of a message that was {@linkplain Messages#findWithContent found with it}; null
     * once it is no longer kept.
     */
    public @Nullable MessageContent content() {
        return content.isEmpty() ? null : new MessageContent(StoredContents.joined(content));
    }

    /** What a message with that subject is called. */
    static String name(String subject) {
        return subject.isBlank() ? NO_SUBJECT : subject;
    }
}
