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
     * A budget of this many bytes for messages.
     *
     * @param octets the total
     */
    public MemoryBudget(long octets) {
        this.most = (int) Math.min(Integer.MAX_VALUE, octets);
        this.octets = new Semaphore(most, true);
    }

    /**
     * A quarter of this process's memory.
     *
     * @param copies how often each byte is in memory at the same time
     */
    public static MemoryBudget ofThisProcess(int copies) {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / SHARE / copies);
    }

    /** Reserves bytes at once, to be released later; false if there aren't enough. */
    public boolean tryReserve(int wanted) {
        return octets.tryAcquire(wanted);
    }

    /** Releases reserved bytes. */
    public void release(int taken) {
        octets.release(taken);
    }

    /**
     * Waits for bytes. More than the whole budget is admitted alone.
     *
     * @param patience how long to wait
     * @return the reservation to close afterwards; empty if others took too long
     */
    public Optional<Reservation> reserve(long wanted, Duration patience) {
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

    /** Reserved bytes; closing it once releases them. */
    @FunctionalInterface
    public interface Reservation extends AutoCloseable {

        @Override
        void close();
    }
}
