package io.sendyard.suppression;

import io.sendyard.core.Keyed;

/** Why an address must not be mailed. Postmark's words, in capitals. */
public enum SuppressionReason implements Keyed {
    /** Mail to it bounced for good. */
    BOUNCE("Bounced"),
    /** Its owner called a message spam. */
    COMPLAINT("Complained"),
    /** Somebody put it on the list. */
    MANUAL("Added by hand"),
    /** It is known as a spam trap. */
    SPAM("Spam trap"),
    /** Its owner unsubscribed. */
    UNSUBSCRIBE("Unsubscribed");

    private final String label;

    SuppressionReason(String label) {
        this.label = label;
    }

    @Override
    public String key() {
        return name();
    }

    @Override
    public String label() {
        return label;
    }
}
