package io.sendyard.smtp.server;

import io.sendyard.core.EmailAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The envelope of a message that is being handed in. */
final class Envelope {

    private final String reversePath;
    private final boolean international;
    private final Set<EmailAddress> recipients = new LinkedHashSet<>();

    /**
     * Starts without recipients.
     *
     * @param reversePath the address in MAIL FROM; empty for the null sender
     * @param international whether addresses may have non-ASCII characters (RFC 6531)
     */
    Envelope(String reversePath, boolean international) {
        this.reversePath = reversePath;
        this.international = international;
    }

    String reversePath() {
        return reversePath;
    }

    boolean international() {
        return international;
    }

    /** Adds a recipient; naming one twice changes nothing. */
    void add(EmailAddress recipient) {
        recipients.add(recipient);
    }

    List<EmailAddress> recipients() {
        return List.copyOf(recipients);
    }

    int size() {
        return recipients.size();
    }
}
