package io.sendyard.server;

/**
 * One kind of thing that a module keeps for a server. The beans stand in the order in which people
 * read them; what depends on another kind's rows stands behind it, since they are purged from the
 * last to the first.
 */
public interface ServerPart {

    /** What people call it, in the plural: {@code Streams}. */
    String name();

    /** Whether people are told how many there are before they delete the server. */
    default boolean told() {
        return true;
    }

    /** How many of it a server has. */
    long count(long serverId);

    /**
     * Deletes at most so many of a deleted server, and tells how many it deleted; none are left
     * when it is 0.
     */
    int purge(long serverId, int atMost);
}
