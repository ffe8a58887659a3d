package io.sendyard.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one destination, with its workers and its health. The number of connections doubles
 * with each success up to the limit. A destination in trouble is left alone for a while and then
 * probed by one connection.
 */
final class DestinationQueue {

    private static final Duration LONGEST_HOLD = Duration.ofHours(1);
    private static final Duration LONGEST_DEGRADED_HOLD = Duration.ofMinutes(15);
    private static final int DEGRADED_UNTIL_DOWN = 10;
    private static final int MOST_DOUBLINGS = 10;
    private static final long NANOS_A_SECOND = 1_000_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Route.Limits limits;
    private final Duration firstHold;
    private final Clock clock;
    private final Consumer<DestinationQueue> addWorker;
    private final List<SequencedMap<Long, Deque<Claim>>> lanes =
            List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
    private final Backpressure backpressure = new Backpressure();

    private int allowed = 1;
    private int workers;
    private int idle;
    private int holds;
    private int degraded;
    private long nextStart = System.nanoTime();
    private Instant heldUntil = Instant.EPOCH;
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
            var waiting =
                    lanes.get(claim.lane())
                            .computeIfAbsent(claim.serverId(), _ -> new ArrayDeque<>());
            if (waiting.size() >= limits.capacity()) {
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
     * The next claim to deliver; null if the worker should end. Transactional messages go first,
     * and servers alternate.
     */
    @Nullable Claim next(Duration linger) {
        lock.lock();
        try {
            long left = linger.toNanos();
            while (!closed && workers <= allowed) {
                var claim = poll();
                if (claim != null) {
                    return claim;
                }
                if (left <= 0) {
                    break;
                }
                idle++;
                try {
                    left = more.awaitNanos(left);
                } finally {
                    idle--;
                }
            }
            workers--;
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
    List<Claim> fared(DeliveryAttempt.Health health) {
        lock.lock();
        try {
            backpressure.carried();
            return switch (health) {
                case HEALTHY -> healthy();
                case DEGRADED ->
                        ++degraded < DEGRADED_UNTIL_DOWN ? List.of() : hold(LONGEST_DEGRADED_HOLD);
                case DOWN -> hold(LONGEST_HOLD);
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

    /** Whether it is left alone now. */
    boolean isHeld() {
        lock.lock();
        try {
            return isHeld(clock.instant());
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
            return drain();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is nothing about it to be remembered. */
    boolean forgettable() {
        lock.lock();
        try {
            boolean calm = clock.instant().isAfter(heldUntil.plus(LONGEST_HOLD));
            return workers == 0 && waiting() == 0 && calm;
        } finally {
            lock.unlock();
        }
    }

    private List<Claim> healthy() {
        holds = 0;
        degraded = 0;
        allowed = Math.min(limits.connections(), allowed * 2);
        call();
        return List.of();
    }

    /** Others that were on their way fail with it; that counts once. */
    private List<Claim> hold(Duration longest) {
        var now = clock.instant();
        degraded = 0;
        allowed = 1;
        if (isHeld(now)) {
            return List.of();
        }
        var pause = firstHold.multipliedBy(1L << Math.min(MOST_DOUBLINGS, holds++));
        heldUntil = now.plus(pause.compareTo(longest) < 0 ? pause : longest);
        more.signalAll();
        return drain();
    }

    /** No longer than it can have been meant: the clock may have been set back meanwhile. */
    private boolean isHeld(Instant now) {
        return now.isBefore(heldUntil) && heldUntil.isBefore(now.plus(LONGEST_HOLD).plusMillis(1));
    }

    private void call() {
        for (int i = idle; workers < allowed && i < waiting(); i++) {
            workers++;
            addWorker.accept(this);
        }
    }

    private int waiting() {
        return lanes.stream().flatMap(l -> l.values().stream()).mapToInt(Deque::size).sum();
    }

    private @Nullable Claim poll() {
        for (var lane : lanes) {
            var first = lane.pollFirstEntry();
            if (first != null) {
                var claim = first.getValue().remove();
                if (!first.getValue().isEmpty()) {
                    lane.putLast(first.getKey(), first.getValue());
                }
                return claim;
            }
        }
        return null;
    }

    private List<Claim> drain() {
        var all = new ArrayList<Claim>();
        lanes.forEach(lane -> lane.values().forEach(all::addAll));
        lanes.forEach(Map::clear);
        return all;
    }
}
