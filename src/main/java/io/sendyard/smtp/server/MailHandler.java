package io.sendyard.smtp.server;

import io.sendyard.core.EmailAddress;
import io.sendyard.smtp.Credentials;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lies behind a door: who may hand in mail there, for whom, and what becomes of it. */
public interface MailHandler {

    /** Whether only those are served who proved who they are. */
    boolean requiresAuthentication();

    /** Whether that is somebody who may hand in mail, at this moment. */
    boolean knows(Credentials login);

    /** What to say instead of taking mail for that recipient; null where it is taken. */
    @Nullable Reply objection(EmailAddress recipient);

    /**
     * Takes a message in. The answer is 250 only where it is kept for good.
     *
     * @param login who hands it in; null where nobody was asked
     * @param message as it came: RFC 5322, CRLF, without the dots of SMTP
     */
    Reply receive(@Nullable Credentials login, List<EmailAddress> recipients, byte[] message);
}
