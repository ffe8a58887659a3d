package io.sendyard.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * When those should ask again who find no room at a destination: one after the other, at about the
 * pace at which it takes mail, so that none is taken out and put back again and again.
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

    /** One more of a server has to wait outside; tells for how long. */
    Duration putBack(long serverId) {
        var wait = Duration.ofNanos(between).multipliedBy(outside.merge(serverId, 1, Integer::sum));
        if (wait.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }

    /** One of a server came in. */
    void accepted(long serverId) {
        outside.computeIfPresent(serverId, (_, count) -> count > 1 ? count - 1 : null);
    }

    /** One was carried; the time since the one before tells the pace. */
    void carried() {
        long now = System.nanoTime();
        between = (between * (WEIGHT - 1) + Math.min(LONGEST_NANOS, now - last)) / WEIGHT;
        last = now;
    }
}
