package io.sendyard.analytics;

import io.sendyard.core.ApiEnum;

/** A thing that is counted by the hour, in recipients; its key is its column. */
public enum Counter implements ApiEnum {
    /** Handed to the other side, or kept here: delivered, bounced and captured together. */
    SENT,
    DELIVERED,
    CAPTURED,
    BOUNCED,
    /** Bounces because of the address itself. */
    HARD_BOUNCED,
    COMPLAINED,
    /** Tries that were put off. */
    DEFERRED,
    FAILED,
    REJECTED,
    OPENED,
    UNIQUE_OPENED,
    CLICKED,
    UNIQUE_CLICKED,
    UNSUBSCRIBED
}
