package io.sendyard.database;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One sync for all who wait for one: it does for everybody who came before it began. Whoever holds
 * a connection runs it, so that nobody waits for another one.
 */
class SharedSync {

    private final ReentrantLock running = new ReentrantLock();
    private final AtomicLong begun = new AtomicLong();
    private volatile long done;

    /**
     * Returns when a sync has ended that began after this call, and tells whether it was this one's
     * own.
     *
     * @param sync what does it; its failure is the failure of the one who ran it, and the next one
     *     in the queue tries again
     */
    boolean run(Runnable sync) {
        long seen = begun.get();
        running.lock();
        try {
            if (done > seen) {
                return false;
            }
            long number = begun.incrementAndGet();
            sync.run();
            done = number;
            return true;
        } finally {
            running.unlock();
        }
    }
}
