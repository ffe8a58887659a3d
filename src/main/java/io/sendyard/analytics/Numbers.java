package io.sendyard.analytics;

import java.util.Locale;

/** How figures are written for people. */
public final class Numbers {

    private static final double PERCENT = 100;
    private static final int MANY_TIMES = 10;

    private Numbers() {}

    /** {@code 48,213}. */
    public static String whole(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** A share from 0 to 1 with this many decimal places: {@code 0.41 %}. */
    public static String percent(double share, int digits) {
        return String.format(Locale.ENGLISH, "%." + digits + "f\u00a0%%", share * PERCENT);
    }

    /** {@code 3.2 % more than the day before}. */
    public static String change(long now, long before, String when) {
        if (now == before) {
            return now == 0 ? "None " + when + " either" : "As many as " + when;
        }
        if (before == 0) {
            return "None " + when;
        }
        if (now >= before * MANY_TIMES) {
            return "%s times as many as %s".formatted(whole(now / before), when);
        }
        var share = percent(Math.abs(now - before) / (double) before, 1);
        return "%s %s than %s".formatted(share, now > before ? "more" : "fewer", when);
    }

    /** {@code 198, 14 fewer}. */
    public static String difference(long now, long before) {
        if (now == before) {
            return whole(now) + ", as many as before";
        }
        return "%s, %s %s"
                .formatted(
                        whole(now), whole(Math.abs(now - before)), now > before ? "more" : "fewer");
    }
}
