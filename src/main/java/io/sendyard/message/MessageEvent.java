package io.sendyard.message;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A thing that happened to a message, for one of its recipients. {@link Outcomes} adds it. */
@Entity
@Immutable
public class MessageEvent {

    private static final int MOST_LINES = 1_000;

    @Id private long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Message message;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Recipient recipient;

    @Enumerated(EnumType.STRING)
    private EventType type;

    private Instant at;

    @Convert(converter = DetailsColumn.class)
    private Outcome.Details details;

    private @Nullable String conversation;

    @SuppressWarnings("NullAway.Init")
    protected MessageEvent() {}

    /** An event as {@link MessageEvents#outline} reads it, without the conversation. */
    @SuppressWarnings("NullAway.Init")
    MessageEvent(
            long id,
            EventType type,
            Instant at,
            Outcome.Details details,
            @Nullable Recipient recipient) {
        this.id = id;
        this.type = type;
        this.at = at;
        this.details = details;
        this.recipient = recipient;
    }

    public long id() {
        return id;
    }

    public Message message() {
        return message;
    }

    /** The recipient it concerns; null if it concerns all. */
    public @Nullable Recipient recipient() {
        return recipient;
    }

    public EventType type() {
        return type;
    }

    public Instant at() {
        return at;
    }

    public Outcome.Details details() {
        return details;
    }

    /** The recipient's reason if this is what it came to; null if there is none. */
    public @Nullable String reason() {
        return recipient != null && recipient.status().key().equals(type.key())
                ? recipient.reason()
                : null;
    }

    /** The SMTP commands and replies of the attempt; empty if there is no transcript. */
    public List<TranscriptLine> conversation() {
        return conversation == null
                ? List.of()
                : conversation.lines().limit(MOST_LINES).map(TranscriptLine::of).toList();
    }
}
