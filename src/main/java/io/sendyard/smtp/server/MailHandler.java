package io.sendyard.smtp.server;

import io.sendyard.core.EmailAddress;
import io.sendyard.smtp.Credentials;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides who may hand in mail at an SMTP server, for which recipients, and takes each message. */
public interface MailHandler {

    /** Whether clients must authenticate first. */
    boolean requiresAuthentication();

    /** Whether these credentials may hand in mail right now. */
    boolean authenticates(Credentials credentials);

    /**
     * Whether mail is taken as other mail servers write it: senders and parameters of any form,
     * source routes, and messages with NUL and lines of any length, since what they return isn't
     * theirs.
     */
    default boolean isLenient() {
        return false;
    }

    /** The reply that rejects a recipient; null to accept it. */
    @Nullable Reply refusal(EmailAddress recipient);

    /**
     * Takes a message. Returns 250 only once the message is stored durably.
     *
     * @param reversePath the address in MAIL FROM; empty for the null sender
     * @param message as received: RFC 5322, CRLF, dots already removed
     */
    Reply receive(
            SmtpPeer client, String reversePath, List<EmailAddress> recipients, byte[] message);
}
