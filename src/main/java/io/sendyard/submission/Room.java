package io.sendyard.submission;

import java.util.concurrent.Semaphore;

/**
 * The memory for messages that are still coming in, shared by all doors: many that come slowly and
 * never end must not take it from the rest of the application.
 */
final class Room {

    private static final int SHARE = 4;

    private final Semaphore octets;

    /**
     * @param octets all of it
     */
    Room(long octets) {
        this.octets = new Semaphore((int) Math.min(Integer.MAX_VALUE, octets));
    }

    /** A quarter of what the process may take. */
    static Room ofThisProcess() {
        return new Room(Runtime.getRuntime().maxMemory() / SHARE);
    }

    /** Takes so many octets; false where there are no more. */
    boolean take(int wanted) {
        return octets.tryAcquire(wanted);
    }

    void giveBack(int taken) {
        octets.release(taken);
    }
}
