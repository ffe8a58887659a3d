package io.sendyard.message;

import io.sendyard.core.ApiEnum;

/** How far a message is, or one recipient of it. */
public enum MessageStatus implements ApiEnum {
    /** It waits for the time its sender gave. */
    SCHEDULED,
    /** Waiting in the queue, for the first or the next attempt. */
    QUEUED,
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

    /** Whether nothing more is tried. */
    public boolean ended() {
        return switch (this) {
            case SCHEDULED, QUEUED, SENDING -> false;
            case SENT, DELIVERED, BOUNCED, COMPLAINED, REJECTED, FAILED, CAPTURED, CANCELLED ->
                    true;
        };
    }
}
