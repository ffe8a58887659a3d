package io.sendyard.analytics;

/**
 * Shares from 0 to 1; 0 if there is nothing to share. Captured messages count in none of them.
 *
 * @param delivered of the recipients with a final answer
 * @param bounced of the same
 * @param complained of the delivered, like the rest
 */
public record Rates(
        double delivered,
        double bounced,
        double complained,
        double opened,
        double clicked,
        double unsubscribed) {

    private static final double DIGITS = 1_000_000;

    public static Rates of(Counts counts) {
        return new Rates(
                share(counts.delivered(), counts.answered()),
                share(counts.bounced(), counts.answered()),
                share(counts.of(Counter.COMPLAINED), counts.delivered()),
                share(counts.of(Counter.UNIQUE_OPENED), counts.delivered()),
                share(counts.of(Counter.UNIQUE_CLICKED), counts.delivered()),
                share(counts.of(Counter.UNSUBSCRIBED), counts.delivered()));
    }

    /** A complaint or an open may come long after its delivery, in a time that had none. */
    private static double share(long part, long whole) {
        return whole == 0 ? 0 : Math.min(1, Math.round(DIGITS * part / whole) / DIGITS);
    }
}
