package io.sendyard.message;

import io.sendyard.core.EmailAddress;

/**
 * What one recipient is to get of a message that was just stored.
 *
 * @param sandbox whether its server lets nothing out
 */
public record StoredRecipient(
        long recipientId, EmailAddress address, ReadyMessage message, boolean sandbox) {

    /** The lease that it is stored with: the first there is of it. */
    public static final int LEASE = 1;
}
