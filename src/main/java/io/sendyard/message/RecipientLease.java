package io.sendyard.message;

/**
 * A recipient's fencing number as a node last saw it. A change that names an older one has no
 * effect.
 */
public record RecipientLease(long recipientId, int number) {

    /** The lease that the next claim, release or outcome gives to the recipient. */
    public RecipientLease next() {
        return new RecipientLease(recipientId, number + 1);
    }
}
