package io.sendyard.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when somebody sets the machine's clock, or when the machine slept: so much longer mail is
 * worth a try, since none of the time that it had went by. It is forgotten after as long as mail
 * usually lives. Where the clock was set back, what waits would wait so much longer.
 */
final class ClockJumps {

    private static final Logger LOG = LoggerFactory.getLogger(ClockJumps.class);
    private static final Duration NOTICED = Duration.ofMinutes(1);
    private static final Duration REMEMBERED = Duration.ofDays(3);

    private final Clock clock;
    private final LongSupplier nanos;
    private Instant seen;
    private long seenNanos;
    private long leaptNanos;
    private Duration forward = Duration.ZERO;
    private Duration setBack = Duration.ZERO;

    /**
     * Nothing noticed yet.
     *
     * @param nanos a stopwatch, which nobody sets
     */
    ClockJumps(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.seen = clock.instant();
        this.seenNanos = nanos.getAsLong();
        this.leaptNanos = seenNanos;
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
        if (nanosNow - leaptNanos > REMEMBERED.toNanos()) {
            forward = Duration.ZERO;
        }
        var leap = Duration.between(seen, now).minusNanos(nanosNow - seenNanos);
        if (leap.abs().compareTo(NOTICED) > 0) {
            LOG.warn("The clock leapt by {}", leap);
            forward = forward.plus(leap);
            leaptNanos = nanosNow;
            setBack = leap.isNegative() ? setBack.minus(leap) : setBack;
        }
        seen = now;
        seenNanos = nanosNow;
        return now;
    }
}
