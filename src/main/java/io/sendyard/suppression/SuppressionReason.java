package io.sendyard.suppression;

import io.sendyard.core.ApiEnum;

/** Why an address must not be mailed. Postmark's words, in capitals. */
public enum SuppressionReason implements ApiEnum {
    /** Hard bounce. */
    BOUNCE(
            "Bounced",
            true,
            "Mail to this address bounced for good. It will likely bounce again, and bounces hurt your reputation with everybody else."),
    /** Its owner called a message spam. */
    COMPLAINT(
            "Complained",
            true,
            "This person marked your mail as spam. Another complaint makes mailbox providers hold back your mail to everybody. Remove it only if they asked you to."),
    /** Added manually. */
    MANUAL(
            "Added by hand",
            false,
            "Somebody put this address here on purpose. Make sure that the reason is gone."),
    /** It is known as a spam trap. */
    SPAM(
            "Spam trap",
            true,
            "This address is known as a spam trap: nobody reads it, and mail to it gets senders onto block lists."),
    /** Its owner unsubscribed. */
    UNSUBSCRIBE(
            "Unsubscribed",
            false,
            "This person unsubscribed. In many countries you may mail them again only after they said so themselves.");

    private final String label;
    private final boolean everywhere;
    private final String warning;

    SuppressionReason(String label, boolean everywhere, String warning) {
        this.label = label;
        this.everywhere = everywhere;
        this.warning = warning;
    }

    @Override
    public String key() {
        return name();
    }

    @Override
    public String label() {
        return label;
    }

    /** Whether it holds for all streams of a server, whichever of them it came by. */
    public boolean everywhere() {
        return everywhere;
    }

    /** A warning before such an address is removed from the list. */
    public String warning() {
        return warning;
    }
}
