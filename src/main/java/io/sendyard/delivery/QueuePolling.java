package io.sendyard.delivery;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * When to look into the queue: at once where something may be due in it, a moment later while there
 * is work already, so that more is taken at once, and now and then whatever is said. One thread
 * looks; anybody may wake it.
 */
final class QueuePolling {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration BREATH = Duration.ofMillis(10);

    private final Semaphore wake = new Semaphore(0);
    private volatile boolean behind;
    private long lookedAt = System.nanoTime();

    /** Something may be due in the queue. */
    void announce() {
        behind = true;
        wake();
    }

    /** There is something to do beside the queue. */
    void wake() {
        wake.release();
    }

    /** Whether it is time to look; what is announced from now on is for the next look. */
    boolean isTime(boolean busy) {
        if (nanosLeft(busy) > 0) {
            return false;
        }
        behind = false;
        return true;
    }

    /** How a look ended: who found something looks again. */
    void looked(boolean found) {
        if (found) {
            behind = true;
        } else {
            lookedAt = System.nanoTime();
        }
    }

    /** Until it is time to look, or somebody wakes it. */
    void rest(boolean busy) {
        try {
            wake.tryAcquire(Math.max(0, nanosLeft(busy)), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this", e);
        }
        wake.drainPermits();
    }

    private long nanosLeft(boolean busy) {
        var pause = !behind ? LOOK_EVERY : busy ? BREATH : Duration.ZERO;
        return lookedAt + pause.toNanos() - System.nanoTime();
    }
}
