package io.sendyard.delivery;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Decides when to poll the queue: at once if something may be due, a moment later while there is
 * other work, so that more is claimed at once, and regularly in any case. One thread polls; any
 * thread can wake it.
 */
final class QueuePolling {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration BREATH = Duration.ofMillis(10);

    private final Semaphore wake = new Semaphore(0);
    private volatile boolean behind;
    private long lookedAt = System.nanoTime();

    /** Announces that something may be due in the queue. */
    void announce() {
        behind = true;
        wake();
    }

    /** Wakes the poller for work outside the queue. */
    void wake() {
        wake.release();
    }

    /** Whether it is time to poll; later announcements are for the next poll. */
    boolean isTime(boolean busy) {
        if (nanosLeft(busy) > 0) {
            return false;
        }
        behind = false;
        return true;
    }

    /** Notes the result of a poll; if it found something, the next one follows at once. */
    void looked(boolean found) {
        if (found) {
            behind = true;
        } else {
            lookedAt = System.nanoTime();
        }
    }

    /** Waits until it is time to poll or another thread wakes this one. */
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
