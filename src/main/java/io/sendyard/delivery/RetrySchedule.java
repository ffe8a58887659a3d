package io.sendyard.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a message is tried again: after pauses that double up to six hours, a tenth longer or
 * shorter so that not all come back at once, and for the last time when it is given up.
 */
record RetrySchedule(Duration first, ClockJumps clockJumps) {

    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int MOST_DOUBLINGS = 30;
    private static final int PERCENT = 100;
    private static final int JITTER = 10;

    /** Empty where it is given up. */
    Optional<Instant> after(Claim claim, Instant now) {
        if (clockJumps.over(claim)) {
            return Optional.empty();
        }
        var next = now.plus(pause(claim.attempt(), claim.recipientId()));
        boolean last = !claim.over(now) && claim.over(next);
        return Optional.of(last ? claim.giveUpAt() : next);
    }

    private Duration pause(int attempt, long recipientId) {
        var doubled = first.multipliedBy(1L << Math.min(MOST_DOUBLINGS, attempt - 1));
        var pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        // By the number, mixed: no two of a burst, and the same whenever it is computed.
        long mixed = (recipientId * 31 + attempt) * 0x9E3779B97F4A7C15L;
        long percent = PERCENT - JITTER + Long.remainderUnsigned(mixed >>> 8, 2L * JITTER + 1);
        return pause.multipliedBy(percent).dividedBy(PERCENT);
    }
}
