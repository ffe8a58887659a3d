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
 * Where mail goes: what waits for it, who carries it, and how it fares. Its connections double with
 * each success up to the limit; one in trouble is left alone as a whole for a while, and then asked
 * by one connection.
 */
final class DestinationQueue {

    private static final Duration LONGEST_HOLD = Duration.ofHours(1);
    private static final Duration LONGEST_WEARY_HOLD = Duration.ofMinutes(15);
    private static final int WEARY_UNTIL_SICK = 10;
    private static final int MOST_DOUBLINGS = 10;
    private static final long NANOS_A_SECOND = 1_000_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Route.Limits limits;
    private final Duration firstHold;
    private final Clock clock;
    private final Consumer<DestinationQueue> staff;
    private final List<SequencedMap<Long, Deque<Claim>>> lanes =
            List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
    private final Backpressure overflow = new Backpressure();

    private int allowed = 1;
    private int workers;
    private int idle;
    private int holds;
    private int weary;
    private long nextStart = System.nanoTime();
    private Instant heldUntil = Instant.EPOCH;
    private boolean closed;

    /**
     * A destination of which nothing is known.
     *
     * @param staff starts one that carries
     */
    DestinationQueue(
            Route.Limits limits,
            Duration firstHold,
            Clock clock,
            Consumer<DestinationQueue> staff) {
        this.limits = limits;
        this.firstHold = firstHold;
        this.clock = clock;
        this.staff = staff;
    }

    /** Takes it to be carried; where it can't now, tells when to ask again. */
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
            if (waiting.size() >= limits.room()) {
                return Optional.of(now.plus(overflow.putBack(claim.serverId())));
            }
            overflow.accepted(claim.serverId());
            waiting.add(claim);
            more.signal();
            call();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next one to carry; null where the worker is to go. Transactional mail goes first, and
     * servers take turns.
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

    /** Hears how a try went, and gives up what waits where it is better left alone for a while. */
    List<Claim> fared(DeliveryAttempt.Health health) {
        lock.lock();
        try {
            overflow.carried();
            return switch (health) {
                case WELL -> well();
                case WEARY -> ++weary < WEARY_UNTIL_SICK ? List.of() : hold(LONGEST_WEARY_HOLD);
                case SICK -> hold(LONGEST_HOLD);
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

    /** Lets nobody carry anything more, and gives up what waits. */
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

    private List<Claim> well() {
        holds = 0;
        weary = 0;
        allowed = Math.min(limits.connections(), allowed * 2);
        call();
        return List.of();
    }

    /** Others that were on their way fail with it; that counts once. */
    private List<Claim> hold(Duration longest) {
        var now = clock.instant();
        weary = 0;
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
            staff.accept(this);
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
