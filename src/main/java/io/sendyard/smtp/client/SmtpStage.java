package io.sendyard.smtp.client;

/** How far a conversation came. */
public enum SmtpStage {
    CONNECT,
    GREETING,
    HELLO,
    TLS,
    LOGIN,
    MAIL,
    RECIPIENT,
    DATA,
    CONTENT,
    /** The final dot is on its way, so that the other side may have the letter. */
    END;

    /** Whether nothing was said of a letter yet: what fails here says nothing about it. */
    public boolean beforeLetter() {
        return compareTo(MAIL) < 0;
    }
}
