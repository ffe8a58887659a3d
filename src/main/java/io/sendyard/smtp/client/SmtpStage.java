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
    /** The final dot was sent, so the mail server may have accepted the message. */
    END;

    /** Whether the message was not mentioned yet: a failure here says nothing about it. */
    public boolean beforeMessage() {
        return compareTo(MAIL) < 0;
    }
}
