package io.sendyard.analytics;

/**
 * A rate on a scale of three equal parts: good, high and too high.
 *
 * @param at position of the marker, from 0 to {@link #LENGTH}
 */
public record RateMeter(
        String name, String value, Level level, double at, String high, String tooHigh) {

    /** The length of the scale. */
    public static final double LENGTH = 300;

    private static final double PART = LENGTH / 3;
    private static final double BOUNCES_HIGH = .02;
    private static final double BOUNCES_TOO_HIGH = .04;
    private static final double COMPLAINTS_HIGH = .0004;
    private static final double COMPLAINTS_TOO_HIGH = .0008;

    public static RateMeter ofBounces(Counts counts) {
        double rate = Rates.of(counts).bounced();
        return new RateMeter(
                "Bounce rate",
                Numbers.percent(rate, 2),
                bounces(counts),
                place(rate, BOUNCES_HIGH, BOUNCES_TOO_HIGH),
                "2\u00a0% high",
                "4\u00a0% too high");
    }

    public static RateMeter ofComplaints(Counts counts) {
        double rate = Rates.of(counts).complained();
        return new RateMeter(
                "Complaint rate",
                Numbers.percent(rate, 3),
                level(counts.delivered(), rate, COMPLAINTS_HIGH, COMPLAINTS_TOO_HIGH),
                place(rate, COMPLAINTS_HIGH, COMPLAINTS_TOO_HIGH),
                "0.04\u00a0% high",
                "0.08\u00a0% too high");
    }

    /** How bad the bounces are. */
    public static Level bounces(Counts counts) {
        return level(counts.answered(), Rates.of(counts).bounced(), BOUNCES_HIGH, BOUNCES_TOO_HIGH);
    }

    private static Level level(long of, double rate, double high, double tooHigh) {
        if (of == 0) {
            return Level.NONE;
        }
        return rate >= tooHigh ? Level.TOO_HIGH : rate >= high ? Level.HIGH : Level.GOOD;
    }

    /** Each threshold ends a part; larger rates are shown at the end of the last part. */
    private static double place(double rate, double high, double tooHigh) {
        double parts =
                rate < high
                        ? rate / high
                        : rate < tooHigh
                                ? 1 + (rate - high) / (tooHigh - high)
                                : 2 + (rate - tooHigh) / (tooHigh - high);
        return Math.round(Math.min(3, parts) * PART * 10) / 10.0;
    }
}
