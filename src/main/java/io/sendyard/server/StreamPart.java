package io.sendyard.server;

/**
 * One kind of thing that a module keeps for a stream. The beans stand in the order in which their
 * rows depend on each other: they are purged from the last to the first, and the stream after them.
 */
public interface StreamPart {

    /**
     * Deletes at most so many of a stream whose time as archived is over, and tells how many it
     * deleted; none are left when it is 0.
     */
    int purge(long streamId, int atMost);
}
