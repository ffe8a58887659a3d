package io.sendyard.message;

import io.sendyard.core.ApiEnum;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/** How far a message is, or one recipient of it. */
public enum MessageStatus implements ApiEnum {
    /** It waits for the time its sender gave. */
    SCHEDULED,
    /** Waiting in the queue, for the first or the next attempt. */
    QUEUED,
    /**
     * Waiting in the queue after a deferred attempt. It is only shown: what is stored is QUEUED.
     */
    DEFERRED,
    /** It is on its way. */
    SENDING,
    /** It was handed on, and the end is not known. */
    SENT,
    /** The host it was meant for, or the relay, took it over. */
    DELIVERED,
    /** Permanently rejected by the recipient's mail server. */
    BOUNCED,
    /** It was delivered, and its recipient called it spam. */
    COMPLAINED,
    /** It was not tried, because its recipient must not be mailed. */
    REJECTED,
    /** It was given up. */
    FAILED,
    /** It was kept here, since nothing may leave. */
    CAPTURED,
    /** Its sender took it back. */
    CANCELLED;

    @EnumeratedValue private final String key = name().toLowerCase(Locale.ROOT);

    /** Whether nothing more is tried. */
    public boolean ended() {
        return switch (this) {
            case SCHEDULED, QUEUED, DEFERRED, SENDING -> false;
            case SENT, DELIVERED, BOUNCED, COMPLAINED, REJECTED, FAILED, CAPTURED, CANCELLED ->
                    true;
        };
    }

    /**
     * The status to show for a stored one.
     *
     * @param deferred whether an attempt was deferred
     */
    public MessageStatus shown(boolean deferred) {
        return this == QUEUED && deferred ? DEFERRED : this;
    }

    /** The icon beside the word. */
    public String icon() {
        return this == FAILED ? "alert" : key();
    }

    /** The colour: a calm status has the colour of text. */
    public String mood() {
        return switch (this) {
            case DELIVERED -> "good";
            case DEFERRED -> "warn";
            case BOUNCED, COMPLAINED, REJECTED, FAILED -> "bad";
            case SCHEDULED, QUEUED, SENDING, SENT, CAPTURED, CANCELLED -> "calm";
        };
    }

    @Override
    public String key() {
        return key;
    }
}
