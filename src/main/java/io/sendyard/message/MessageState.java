package io.sendyard.message;

import io.sendyard.core.ApiEnum;

/** What people read of a message: its status, and apart from it that a try was put off. */
public enum MessageState implements ApiEnum {
    SCHEDULED,
    QUEUED,
    DEFERRED,
    SENDING,
    SENT,
    DELIVERED,
    BOUNCED,
    COMPLAINED,
    REJECTED,
    FAILED,
    CAPTURED,
    CANCELLED;

    /** What a message, or one of its recipients, shows. */
    public static MessageState of(MessageStatus status, boolean deferred) {
        return status == MessageStatus.QUEUED && deferred ? DEFERRED : valueOf(status.name());
    }

    /** The status that is kept for it. */
    public MessageStatus status() {
        return this == DEFERRED ? MessageStatus.QUEUED : MessageStatus.valueOf(name());
    }

    /** The picture beside the word. */
    public String icon() {
        return this == FAILED ? "alert" : key();
    }

    /** How it is coloured: calm states keep the colour of text. */
    public String mood() {
        return switch (this) {
            case DELIVERED -> "good";
            case DEFERRED -> "warn";
            case BOUNCED, COMPLAINED, REJECTED, FAILED -> "bad";
            case SCHEDULED, QUEUED, SENDING, SENT, CAPTURED, CANCELLED -> "calm";
        };
    }
}
