package io.sendyard.message;

import io.sendyard.core.ApiEnum;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;

/** A thing that happens to a message, for one of its recipients. */
public enum EventType implements ApiEnum {
    /** A try was put off; there will be another. */
    DEFERRED(MessageStatus.QUEUED),
    DELIVERED(MessageStatus.DELIVERED),
    BOUNCED(MessageStatus.BOUNCED),
    COMPLAINED(MessageStatus.COMPLAINED),
    REJECTED(MessageStatus.REJECTED),
    FAILED(MessageStatus.FAILED),
    CAPTURED(MessageStatus.CAPTURED),
    CANCELLED(MessageStatus.CANCELLED);

    @EnumeratedValue private final String key = name().toLowerCase(Locale.ROOT);

    private final MessageStatus status;

    EventType(MessageStatus status) {
        this.status = status;
    }

    /** How far the recipient's copy is after it. */
    public MessageStatus status() {
        return status;
    }

    /** The status that people are shown of it. */
    public MessageStatus shown() {
        return status.shown(this == DEFERRED);
    }

    @Override
    public String key() {
        return key;
    }
}
