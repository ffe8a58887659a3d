package io.sendyard.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Spreads out claims that find a destination full: they come back one after the other, at about the
 * destination's pace, so that none is claimed and put back again and again.
 */
final class Backpressure {

    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long NANOS_AT_FIRST = 5_000_000;
    private static final long LONGEST_NANOS = 1_000_000_000;
    private static final int WEIGHT = 10;

    private final Map<Long, Integer> outside = new HashMap<>();
    private long last = System.nanoTime();
    private long between = NANOS_AT_FIRST;

    /** Notes that another message of a server has to wait, and returns for how long. */
    Duration putBack(long serverId) {
        var wait = Duration.ofNanos(between).multipliedBy(outside.merge(serverId, 1, Integer::sum));
        if (wait.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    /** Notes that a message of a server was accepted. */
    void accepted(long serverId) {
        outside.computeIfPresent(serverId, (_, count) -> count > 1 ? count - 1 : null);
    }

    /** Notes a delivery; the time since the previous one measures the pace. */
    void carried() {
        long now = System.nanoTime();
        between = (between * (WEIGHT - 1) + Math.min(LONGEST_NANOS, now - last)) / WEIGHT;
        last = now;
    }
}
