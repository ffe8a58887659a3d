package io.sendyard.analytics;

import java.util.List;

/**
 * A metric of the overview with an explanation.
 *
 * @param value as shown: {@code 48,213} or {@code 99.49 %}
 */
public record Metric(String label, String value, String remark) {

    private static final String DASH = "–";

    /**
     * The metrics of a period.
     *
     * @param captures whether messages are captured, so that none can be delivered
     */
    static List<Metric> of(Counts now, Counts before, Period period, boolean captures) {
        return List.of(
                new Metric(
                        "Sent",
                        Numbers.whole(now.sent()),
                        Numbers.change(now.sent(), before.sent(), period.before())),
                captures && now.answered() == 0 ? captured(now) : delivered(now),
                bounced(now, before, captures),
                seen("Opened", now, Counter.UNIQUE_OPENED),
                seen("Clicked", now, Counter.UNIQUE_CLICKED));
    }

    private static Metric captured(Counts now) {
        return new Metric("Captured", Numbers.whole(now.captured()), "Kept here, all of it");
    }

    private static Metric delivered(Counts now) {
        return new Metric(
                "Delivered",
                now.answered() == 0 ? DASH : Numbers.percent(Rates.of(now).delivered(), 2),
                counted(now.delivered(), "recipient"));
    }

    private static Metric bounced(Counts now, Counts before, boolean captures) {
        if (now.answered() == 0) {
            return new Metric(
                    "Bounced", DASH, captures ? "Nothing leaves" : "Nothing was answered");
        }
        return new Metric(
                "Bounced",
                Numbers.percent(Rates.of(now).bounced(), 2),
                Numbers.difference(now.bounced(), before.bounced()));
    }

    private static Metric seen(String label, Counts now, Counter counter) {
        long count = now.of(counter);
        if (count == 0) {
            return new Metric(label, DASH, "None was noticed");
        }
        double rate =
                counter == Counter.UNIQUE_OPENED ? Rates.of(now).opened() : Rates.of(now).clicked();
        return new Metric(label, Numbers.percent(rate, 1), Numbers.whole(count) + " once or more");
    }

    private static String counted(long count, String what) {
        return "%s %s%s".formatted(Numbers.whole(count), what, count == 1 ? "" : "s");
    }
}
