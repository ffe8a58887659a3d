package io.sendyard.message;

import io.sendyard.core.MessageId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Who carries mail as soon as it is accepted. The copies he takes are stored as being on their way,
 * with a lease of his, so that nobody has to look for them in the queue; the others wait there.
 */
public interface ImmediateDelivery {

    /** How long a copy is his, unless he asks for longer. */
    Duration lease();

    /** Those that he has a hand free for just now. */
    Set<MessageId> choose(List<ReadyMessage> messages);

    /**
     * Hears that they are on the disk.
     *
     * @param since when, by {@link System#nanoTime()}, their leases had not begun yet
     */
    void carry(List<StoredRecipient> copies, long since);

    /** Hears that others were committed that are due. */
    void look();
}
