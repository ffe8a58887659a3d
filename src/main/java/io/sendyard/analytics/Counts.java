package io.sendyard.analytics;

import io.sendyard.message.BounceClass;
import io.sendyard.message.Outcome;
import java.util.EnumMap;
import java.util.Map;

/** How often each counted event happened. */
public record Counts(Map<Counter, Long> counts) {

    /** Nothing happened. */
    public static final Counts NONE = new Counts(Map.of());

    /** One outcome, in every counter that includes it. */
    static Counts of(Outcome outcome) {
        return switch (outcome.type()) {
            case DEFERRED -> one(Counter.DEFERRED);
            case DELIVERED -> one(Counter.SENT, Counter.DELIVERED);
            case BOUNCED ->
                    outcome.details().bounceClass() == BounceClass.HARD
                            ? one(Counter.SENT, Counter.BOUNCED, Counter.HARD_BOUNCED)
                            : one(Counter.SENT, Counter.BOUNCED);
            case COMPLAINED -> one(Counter.COMPLAINED);
            case REJECTED -> one(Counter.REJECTED);
            case FAILED -> one(Counter.FAILED);
            case CAPTURED -> one(Counter.SENT, Counter.CAPTURED);
            case CANCELLED, RETURNED, AUTO_REPLIED -> NONE;
        };
    }

    public long of(Counter counter) {
        return counts.getOrDefault(counter, 0L);
    }

    public long sent() {
        return of(Counter.SENT);
    }

    public long delivered() {
        return of(Counter.DELIVERED);
    }

    public long captured() {
        return of(Counter.CAPTURED);
    }

    public long bounced() {
        return of(Counter.BOUNCED);
    }

    /** The recipients whose mail server accepted or rejected the message. */
    public long answered() {
        return delivered() + bounced();
    }

    public boolean isEmpty() {
        return counts.values().stream().allMatch(count -> count == 0);
    }

    /** Both together. */
    public Counts plus(Counts other) {
        if (counts.isEmpty()) {
            return other;
        }
        var sums = new EnumMap<Counter, Long>(counts);
        other.counts.forEach((counter, count) -> sums.merge(counter, count, Long::sum));
        return new Counts(sums);
    }

    static Counts one(Counter... counters) {
        var counts = new EnumMap<Counter, Long>(Counter.class);
        for (var counter : counters) {
            counts.put(counter, 1L);
        }
        return new Counts(counts);
    }
}
