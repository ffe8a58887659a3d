package io.sendyard.core;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Memory for the octets of large messages that are dealt with at the same moment. However many come
 * together, they must not take it from the rest of the application.
 */
public final class MemoryBudget {

    private static final int SHARE = 4;

    private final int most;
    private final Semaphore octets;

    /**
     * Room for so many octets of messages.
     *
     * @param octets all of it
     */
    public MemoryBudget(long octets) {
        this.most = (int) Math.min(Integer.MAX_VALUE, octets);
        this.octets = new Semaphore(most, true);
    }

    /**
     * A quarter of what the process may take.
     *
     * @param copies how often each octet stands in memory meanwhile
     */
    public static MemoryBudget ofThisProcess(int copies) {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / SHARE / copies);
    }

    /** Takes so many octets at once, to be given back; false where there are no more. */
    public boolean take(int wanted) {
        return octets.tryAcquire(wanted);
    }

    /** Gives back what was taken. */
    public void giveBack(int taken) {
        octets.release(taken);
    }

    /**
     * Waits for its turn with so many octets. What is larger than all of the room gets in alone.
     *
     * @param patience how long to wait
     * @return what is to be closed behind it; empty where others took too long
     */
    public Optional<Place> enter(long wanted, Duration patience) {
        int taken = (int) Math.min(most, wanted);
        try {
            return octets.tryAcquire(taken, patience.toNanos(), TimeUnit.NANOSECONDS)
                    ? Optional.of(() -> octets.release(taken))
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** What somebody has of the room; closing it, once, gives that back. */
    @FunctionalInterface
    public interface Place extends AutoCloseable {

        @Override
        void close();
    }
}
