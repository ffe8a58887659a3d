package io.sendyard.analytics;

import io.sendyard.core.ApiEnum;

/** How a rate compares with what mailbox providers tolerate. */
public enum Level implements ApiEnum {
    /** There is no mail to have a rate of. */
    NONE("info", "third"),
    GOOD("ok", "ok"),
    HIGH("warn", "warn"),
    TOO_HIGH("alert", "bad");

    private final String icon;
    private final String mood;

    Level(String icon, String mood) {
        this.icon = icon;
        this.mood = mood;
    }

    /** The icon that goes with its word. */
    public String icon() {
        return icon;
    }

    /** The class of its colour. */
    public String mood() {
        return mood;
    }
}
