package io.sendyard.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one destination, with its workers and its health. The number of connections doubles
 * with each success up to the limit, and half of them is for new mail only. A destination in
 * trouble is left alone for a while and then probed by one connection. One that took mail a moment
 * ago and ends a connection goes on with one connection.
 */
final class DestinationQueue {

    private static final Duration LONGEST_HOLD = Duration.ofHours(1);
    private static final Duration TRUSTED_FOR = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 10;
    private static final long NANOS_A_SECOND = 1_000_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Route.Limits limits;
    private final Duration firstHold;
    private final Clock clock;
    private final Consumer<DestinationQueue> addWorker;
    private final WaitingClaims waiting = new WaitingClaims();
    private final Backpressure backpressure = new Backpressure();

    private int allowed = 1;
    private int workers;
    private int busy;
    private int busyWithRetries;
    private int holds;
    private long nextStart = System.nanoTime();
    private Instant heldUntil = Instant.EPOCH;
    private String lastError = "";
    private Instant trustedUntil = Instant.EPOCH;
    private boolean closed;

    /**
     * A destination without history.
     *
     * @param addWorker starts another worker
     */
    DestinationQueue(
            Route.Limits limits,
            Duration firstHold,
            Clock clock,
            Consumer<DestinationQueue> addWorker) {
        this.limits = limits;
        this.firstHold = firstHold;
        this.clock = clock;
        this.addWorker = addWorker;
    }

    /** Accepts a claim for delivery, or returns when to offer it again. */
    Optional<Instant> offer(Claim claim) {
        lock.lock();
        try {
            var now = clock.instant();
            if (closed || isHeld(now)) {
                return Optional.of(closed ? now : heldUntil);
            }
            if (waiting.besides(claim) >= limits.capacity()) {
                return Optional.of(now.plus(backpressure.putBack(claim.serverId())));
            }
            backpressure.accepted(claim.serverId());
            waiting.add(claim);
            more.signal();
            call();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next claim to deliver; null if the worker should end.
     *
     * @param done the worker's previous one; null if this is its first
     */
    @Nullable Claim next(@Nullable Claim done, Duration linger) {
        lock.lock();
        try {
            count(done, -1);
            long left = linger.toNanos();
            while (!closed && workers <= mostWorkers()) {
                var claim = waiting.poll(freeForNew() > 0, freeForRetries() > 0);
                if (claim != null) {
                    count(claim, 1);
                    return claim;
                }
                if (left <= 0) {
                    break;
                }
                left = more.awaitNanos(left);
            }
            workers--;
            more.signal();
            return null;
        } catch (InterruptedException e) {
            workers--;
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** How long to wait before the next one goes out, in nanoseconds. */
    long pace() {
        if (limits.perSecond() == 0) {
            return 0;
        }
        lock.lock();
        try {
            long now = System.nanoTime();
            long start = Math.max(now, nextStart);
            nextStart = start + NANOS_A_SECOND / limits.perSecond();
            return start - now;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Notes the result of an attempt. Returns the waiting claims if the destination is to be left
     * alone for a while.
     */
    List<Claim> fared(DeliveryAttempt attempt) {
        lock.lock();
        try {
            backpressure.carried();
            return switch (attempt.health()) {
                case HEALTHY -> healthy();
                case UNSTABLE -> isTrusted() ? slowDown() : hold(attempt.said());
                case DOWN -> hold(attempt.said());
            };
        } finally {
            lock.unlock();
        }
    }

    /** Until when it is left alone; long ago where it is not. */
    Instant heldUntil() {
        lock.lock();
        try {
            return heldUntil;
        } finally {
            lock.unlock();
        }
    }

    /** The error for which it is left alone now; null if it isn't. */
    @Nullable String error() {
        lock.lock();
        try {
            return !closed && isHeld(clock.instant()) ? lastError : null;
        } finally {
            lock.unlock();
        }
    }

    /** Stops all deliveries and returns the waiting claims. */
    List<Claim> close() {
        lock.lock();
        try {
            closed = true;
            more.signalAll();
            return waiting.drain();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is nothing about it to be remembered. */
    boolean forgettable() {
        lock.lock();
        try {
            boolean calm = clock.instant().isAfter(heldUntil.plus(LONGEST_HOLD));
            boolean empty = waiting.count(false) + waiting.count(true) == 0;
            return workers == 0 && empty && calm;
        } finally {
            lock.unlock();
        }
    }

    private List<Claim> healthy() {
        holds = 0;
        trustedUntil = clock.instant().plus(TRUSTED_FOR);
        int raised = Math.min(limits.connections(), allowed * 2);
        if (raised > allowed) {
            allowed = raised;
            more.signalAll();
            call();
        }
        return List.of();
    }

    private List<Claim> slowDown() {
        allowed = 1;
        more.signalAll();
        return List.of();
    }

    /** Others that were on their way fail with it; that counts once. */
    private List<Claim> hold(String error) {
        var now = clock.instant();
        allowed = 1;
        if (isHeld(now)) {
            return List.of();
        }
        var pause = firstHold.multipliedBy(1L << Math.min(MOST_DOUBLINGS, holds++));
        heldUntil = now.plus(pause.compareTo(LONGEST_HOLD) < 0 ? pause : LONGEST_HOLD);
        lastError = error;
        more.signalAll();
        return waiting.drain();
    }

    /** No longer than it can have been meant: the clock may have been set back meanwhile. */
    private boolean isHeld(Instant now) {
        return now.isBefore(heldUntil) && heldUntil.isBefore(now.plus(LONGEST_HOLD).plusMillis(1));
    }

    private boolean isTrusted() {
        var now = clock.instant();
        return now.isBefore(trustedUntil) && !now.isBefore(trustedUntil.minus(TRUSTED_FOR));
    }

    /** Starts workers for what waits and no idle one will take. */
    private void call() {
        int needed =
                Math.min(waiting.count(false), freeForNew())
                        + Math.min(waiting.count(true), freeForRetries());
        for (int i = workers - busy; workers < mostWorkers() && i < needed; i++) {
            workers++;
            addWorker.accept(this);
        }
    }

    private void count(@Nullable Claim claim, int change) {
        if (claim != null) {
            busy += change;
            busyWithRetries += claim.isRetry() ? change : 0;
        }
    }

    /** A slow retry never takes the only connection, unless no more than one is allowed at all. */
    private int mostWorkers() {
        return Math.min(limits.connections(), Math.max(2, allowed));
    }

    private int freeForNew() {
        return allowed - (busy - busyWithRetries);
    }

    private int freeForRetries() {
        return Math.max(1, allowed / 2) - busyWithRetries;
    }
}
