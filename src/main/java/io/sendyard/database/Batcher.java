package io.sendyard.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Combines concurrent calls into one: the first caller acts for all that are waiting. Under load it
 * waits for a moment, because ten calls together cost little more than one.
 */
public final class Batcher<T> {

    private static final Duration MOMENT = Duration.ofMillis(2);

    private final Consumer<List<T>> act;
    private final ToLongFunction<T> weight;
    private final long most;
    private final ConcurrentLinkedQueue<BatchItem<T>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean busy;

    /**
     * A batcher for one kind of call.
     *
     * @param act handles a group
     * @param weight of one item
     * @param most weight from which on a group is full
     */
    public Batcher(Consumer<List<T>> act, ToLongFunction<T> weight, long most) {
        this.act = act;
        this.weight = weight;
        this.most = most;
    }

    /**
     * Returns when this item was handled, by whichever thread.
     *
     * @throws RuntimeException what the act threw for the group of this item
     */
    public void submit(T one) {
        var mine = new BatchItem<>(one);
        waiting.add(mine);
        lock.lock();
        try {
            while (!mine.done) {
                actForAll();
            }
        } finally {
            lock.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
    }

    private void actForAll() {
        if (busy) {
            LockSupport.parkNanos(MOMENT.toNanos());
        }
        var group = next();
        busy = group.size() > 1;
        RuntimeException failure = null;
        try {
            act.accept(group.stream().map(waits -> waits.one).toList());
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            failure = new IllegalStateException("It failed for all of them", e);
        }
        for (var waits : group) {
            waits.failure = failure;
            waits.done = true;
        }
    }

    /** The next group: as many as fit, at least one. */
    private List<BatchItem<T>> next() {
        var group = new ArrayList<BatchItem<T>>();
        long sum = 0;
        BatchItem<T> next;
        while (sum < most && (next = waiting.poll()) != null) {
            group.add(next);
            sum += weight.applyAsLong(next.one);
        }
        return group;
    }

    /** A waiting item; its result is written and read by the holder of the lock. */
    private static final class BatchItem<T> {

        private final T one;
        private boolean done;
        private @Nullable RuntimeException failure;

        BatchItem(T one) {
            this.one = one;
        }
    }
}
