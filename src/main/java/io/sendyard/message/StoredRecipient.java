package io.sendyard.message;

import io.sendyard.core.EmailAddress;

/**
 * A recipient of a message that was just stored.
 *
 * @param sandbox whether its server is a sandbox
 */
public record StoredRecipient(
        long recipientId, EmailAddress address, ReadyMessage message, boolean sandbox) {

    /** The first lease, with which it is stored. */
    public static final int LEASE = 1;
}
