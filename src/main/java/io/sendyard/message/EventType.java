package io.sendyard.message;

import io.sendyard.core.ApiEnum;
import jakarta.persistence.EnumeratedValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
    CANCELLED(MessageStatus.CANCELLED),
    /** A mail server returned it, for a reason that can't be read. The status stays. */
    RETURNED(null),
    /** An automatic reply came back. The status stays. */
    AUTO_REPLIED(null);

    @EnumeratedValue private final String key = name().toLowerCase(Locale.ROOT);

    private final @Nullable MessageStatus status;

    EventType(@Nullable MessageStatus status) {
        this.status = status;
    }

    /** The recipient's status after it; null if it doesn't change the status. */
    public @Nullable MessageStatus status() {
        return status;
    }

    /** The status that people are shown for it; null if it doesn't change the status. */
    public @Nullable MessageStatus shown() {
        return status == null ? null : status.shown(this == DEFERRED);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String label() {
        return switch (this) {
            case RETURNED -> "Returned mail";
            case AUTO_REPLIED -> "Auto-reply";
            case DEFERRED, DELIVERED, BOUNCED, COMPLAINED, REJECTED, FAILED, CAPTURED, CANCELLED ->
                    ApiEnum.super.label();
        };
    }
}
