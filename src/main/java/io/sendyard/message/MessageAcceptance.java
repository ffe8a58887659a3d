package io.sendyard.message;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.Refusal;
import io.sendyard.server.Server;
import java.util.List;
import org.springframework.stereotype.Component;

/** The one way in: checks a message and stores it; what it answers for survives the process. */
@Component
public class MessageAcceptance {

    /**
     * Accepts a message that came by SMTP.
     *
     * @param recipients of the envelope
     * @param message as it came: RFC 5322, CRLF, without the dots of SMTP
     * @throws Refusal where it can't be taken; the field is a header's name, {@code to} or {@code
     *     size}
     */
    public Accepted accept(Server server, List<EmailAddress> recipients, byte[] message) {
        throw new UnsupportedOperationException("Comes with acceptance");
    }
}
