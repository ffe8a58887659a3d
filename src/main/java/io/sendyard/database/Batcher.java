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
 * One act for all who come to have the same done: whoever is first does it for those who wait. In a
 * crowd it holds back for a moment, since an act for ten costs little more than for one.
 */
public final class Batcher<T> {

    private static final Duration MOMENT = Duration.ofMillis(2);

    private final Consumer<List<T>> act;
    private final ToLongFunction<T> weight;
    private final long most;
    private final ConcurrentLinkedQueue<Waiting<T>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();
    private boolean crowded;

    /**
     * A turn for one kind of act.
     *
     * @param act does it for all of them
     * @param weight how much of {@code most} one takes
     * @param most from when on nobody else is taken along
     */
    public Batcher(Consumer<List<T>> act, ToLongFunction<T> weight, long most) {
        this.act = act;
        this.weight = weight;
        this.most = most;
    }

    /**
     * Comes back when it was done for this one, by whomever.
     *
     * @throws RuntimeException what the act threw for those with whom this one went
     */
    public void take(T one) {
        var mine = new Waiting<>(one);
        waiting.add(mine);
        turn.lock();
        try {
            while (!mine.done) {
                actForAll();
            }
        } finally {
            turn.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
    }

    private void actForAll() {
        if (crowded) {
            LockSupport.parkNanos(MOMENT.toNanos());
        }
        var group = next();
        crowded = group.size() > 1;
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

    /** As many as go together, and one at least. */
    private List<Waiting<T>> next() {
        var group = new ArrayList<Waiting<T>>();
        long sum = 0;
        Waiting<T> next;
        while (sum < most && (next = waiting.poll()) != null) {
            group.add(next);
            sum += weight.applyAsLong(next.one);
        }
        return group;
    }

    /** One who waits; what became of it is written and read by who holds the lock. */
    private static final class Waiting<T> {

        private final T one;
        private boolean done;
        private @Nullable RuntimeException failure;

        Waiting(T one) {
            this.one = one;
        }
    }
}
