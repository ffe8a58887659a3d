package io.sendyard.database;

/**
 * What makes a commit survive a crash of the machine and not just of the process. It differs
 * between databases, as does the lock that keeps a server from being deleted.
 */
public interface CommitDurability {

    /** The end of a query that locks rows against changes until the transaction ends. */
    String hold();

    /** Called within the transaction, before it writes. */
    void begin();

    /**
     * Called when the transaction has committed and still has its connection; returns when
     * everything it wrote is on the disk.
     */
    void sync();
}
