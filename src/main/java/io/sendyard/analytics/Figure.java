package io.sendyard.analytics;

import java.util.List;

/**
 * A figure of the overview, with what it means under it.
 *
 * @param value as it is shown: {@code 48,213} or {@code 99.49 %}
 */
public record Figure(String label, String value, String remark) {

    private static final String DASH = "–";

    /**
     * The figures of a period.
     *
     * @param captures whether nothing may leave, so that nothing can be delivered
     */
    static List<Figure> of(Tally now, Tally before, Period period, boolean captures) {
        return List.of(
                new Figure(
                        "Sent",
                        Numbers.whole(now.sent()),
                        Numbers.change(now.sent(), before.sent(), period.before())),
                captures && now.answered() == 0 ? captured(now) : delivered(now),
                bounced(now, before, captures),
                seen("Opened", now, Counter.UNIQUE_OPENED),
                seen("Clicked", now, Counter.UNIQUE_CLICKED));
    }

    private static Figure captured(Tally now) {
        return new Figure("Captured", Numbers.whole(now.captured()), "Kept here, all of it");
    }

    private static Figure delivered(Tally now) {
        return new Figure(
                "Delivered",
                now.answered() == 0 ? DASH : Numbers.percent(Rates.of(now).delivered(), 2),
                counted(now.delivered(), "recipient"));
    }

    private static Figure bounced(Tally now, Tally before, boolean captures) {
        if (now.answered() == 0) {
            return new Figure(
                    "Bounced", DASH, captures ? "Nothing leaves" : "Nothing was answered");
        }
        return new Figure(
                "Bounced",
                Numbers.percent(Rates.of(now).bounced(), 2),
                Numbers.difference(now.bounced(), before.bounced()));
    }

    private static Figure seen(String label, Tally now, Counter counter) {
        long count = now.of(counter);
        if (count == 0) {
            return new Figure(label, DASH, "None was noticed");
        }
        double rate =
                counter == Counter.UNIQUE_OPENED ? Rates.of(now).opened() : Rates.of(now).clicked();
        return new Figure(label, Numbers.percent(rate, 1), Numbers.whole(count) + " once or more");
    }

    private static String counted(long count, String what) {
        return "%s %s%s".formatted(Numbers.whole(count), what, count == 1 ? "" : "s");
    }
}
