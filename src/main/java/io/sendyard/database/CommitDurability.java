package io.sendyard.database;

/**
 * What it takes until a commit survives the machine and not just the process. It differs between
 * databases, as does the lock by which a server is kept from being deleted.
 */
public interface CommitDurability {

    /** The end of a query for rows that are to stay as they are until the transaction ends. */
    String hold();

    /** Is called within the transaction, before it writes. */
    void begin();

    /**
     * Is called when the transaction has committed and still has its connection; returns when all
     * that it wrote is on the disk.
     */
    void sync();
}
