package io.sendyard.delivery;

import io.sendyard.core.EmailAddress;
import org.springframework.stereotype.Component;

/**
 * Mail that comes back by a return path: reports of delivery (RFC 3464) and of abuse (RFC 5965).
 */
@Component
public class ReturnedMail {

    /** Whether this is a return path that we gave out and its token is ours. */
    public boolean expects(EmailAddress recipient) {
        return false;
    }

    /** Takes a message in at a return path; what it says counts only with the token's word. */
    public void receive(EmailAddress recipient, byte[] message) {
        throw new UnsupportedOperationException("Comes with delivery");
    }
}
