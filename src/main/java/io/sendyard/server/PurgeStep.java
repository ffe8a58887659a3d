package io.sendyard.server;

/** Deletes some rows of an owner that is gone, in the transaction that runs. */
@FunctionalInterface
public interface PurgeStep {

    /** Deletes up to {@code most} rows, and returns how many it deleted; 0 if none are left. */
    int purge(long ownerId, int most);
}
