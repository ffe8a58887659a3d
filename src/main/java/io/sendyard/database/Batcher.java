package io.sendyard.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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
    private final AtomicBoolean acting = new AtomicBoolean();
    private volatile boolean busy;

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
        if (acting.compareAndSet(false, true)) {
            mine.acts = true;
        }
        mine.await();
        if (mine.acts) {
            while (!mine.done) {
                actForGroup();
            }
            handOver();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
    }

    private void actForGroup() {
        if (busy) {
            LockSupport.parkNanos(MOMENT.toNanos());
        }
        var group = next();
        busy = group.size() > 1;
        RuntimeException failure = null;
        try {
            act.accept(group.stream().map(item -> item.one).toList());
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            failure = new IllegalStateException("It failed for all of them", e);
        }
        for (var item : group) {
            item.end(failure);
        }
    }

    /** The first item that waits acts next. If none waits, the next one to come acts at once. */
    private void handOver() {
        BatchItem<T> first;
        do {
            acting.set(false);
            if (waiting.isEmpty() || !acting.compareAndSet(false, true)) {
                return;
            }
            first = waiting.peek();
        } while (first == null);
        first.act();
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

    /**
     * A waiting item. Its thread is woken once, when it is handled or when it is to act: under load
     * a lock that all of them pass one after the other costs more than the work.
     */
    private static final class BatchItem<T> {

        private final T one;
        private final Thread thread = Thread.currentThread();
        private volatile boolean acts;
        private volatile boolean done;
        private @Nullable RuntimeException failure;

        BatchItem(T one) {
            this.one = one;
        }

        /** Returns when it is handled or is to act, even if its thread is interrupted. */
        private void await() {
            boolean interrupted = false;
            while (!done && !acts) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                thread.interrupt();
            }
        }

        private void act() {
            acts = true;
            LockSupport.unpark(thread);
        }

        private void end(@Nullable RuntimeException failure) {
            this.failure = failure;
            done = true;
            LockSupport.unpark(thread);
        }
    }
}
