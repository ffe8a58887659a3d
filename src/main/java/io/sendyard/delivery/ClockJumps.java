package io.sendyard.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects when the machine's clock is set or the machine slept. After a jump forward, messages are
 * retried for that much longer, because their time didn't really pass; the jump is forgotten after
 * the longest retry window. After a jump back, waiting messages would wait that much longer.
 */
final class ClockJumps {

    private static final Logger LOG = LoggerFactory.getLogger(ClockJumps.class);
    private static final Duration NOTICED = Duration.ofMinutes(1);
    private static final Duration REMEMBERED = Duration.ofDays(3);

    private final Clock clock;
    private final LongSupplier nanos;
    private Instant seen;
    private long seenNanos;
    private long jumpedNanos;
    private Duration forward = Duration.ZERO;
    private Duration setBack = Duration.ZERO;

    /**
     * Starts without a jump.
     *
     * @param nanos a monotonic clock
     */
    ClockJumps(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.seen = clock.instant();
        this.seenNanos = nanos.getAsLong();
        this.jumpedNanos = seenNanos;
    }

    /** Whether the time is over that a claim's recipient had. */
    synchronized boolean over(Claim claim) {
        var now = look();
        return claim.over(forward.isNegative() ? now : now.minus(forward));
    }

    /** By how much the clock was set back since this was asked before; to be asked often. */
    synchronized Duration setBack() {
        look();
        var by = setBack;
        setBack = Duration.ZERO;
        return by;
    }

    private Instant look() {
        var now = clock.instant();
        long nanosNow = nanos.getAsLong();
        if (nanosNow - jumpedNanos > REMEMBERED.toNanos()) {
            forward = Duration.ZERO;
        }
        var jump = Duration.between(seen, now).minusNanos(nanosNow - seenNanos);
        if (jump.abs().compareTo(NOTICED) > 0) {
            LOG.warn("The clock leapt by {}", jump);
            forward = forward.plus(jump);
            jumpedNanos = nanosNow;
            setBack = jump.isNegative() ? setBack.minus(jump) : setBack;
        }
        seen = now;
        seenNanos = nanosNow;
        return now;
    }
}
