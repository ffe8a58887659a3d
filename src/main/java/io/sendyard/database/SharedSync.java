package io.sendyard.database;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One flush for all waiting callers: it serves every caller that came before it started. A thread
 * with a connection runs it, so that none waits for another connection.
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
