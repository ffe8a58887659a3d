package io.sendyard.sender;

import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the rest of the house asks about a server's identities. */
@Component
public class Senders {

    /** Whether a server may send from that address: it, or its domain, is a verified identity. */
    public boolean maySend(long serverId, EmailAddress from) {
        return false;
    }

    /**
     * The address that mail bears which names none; empty where the server has not one of its own.
     */
    public Optional<EmailAddress> standard(long serverId) {
        return Optional.empty();
    }

    /**
     * Signs a message with the key of its author's domain (RFC 6376).
     *
     * @param message all of it, RFC 5322 with CRLF
     * @return the DKIM-Signature fields to put in front of it, each ended with CRLF; empty where
     *     the server has no key for that domain
     */
    public String signature(long serverId, DomainName from, byte[] message) {
        return "";
    }

    /**
     * The domain of return paths for mail from that domain, where the customer's own is in order.
     */
    public Optional<DomainName> returnPath(long serverId, DomainName from) {
        return Optional.empty();
    }
}
