package io.sendyard.analytics;

import io.sendyard.analytics.Statistics.Point;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The labels of a chart's time axis, in UTC; browsers show hours in their own time zone. */
public final class TimeAxis {

    private static final int HOURS_APART = 4;
    private static final int DAYS_APART = 5;

    /** Labels that start closer to the end than this many steps would stick out. */
    private static final int CLOSE = 4;

    private static final DateTimeFormatter CLOCK = format("HH:mm");
    private static final DateTimeFormatter WEEKDAY = format("EEE d");
    private static final DateTimeFormatter DATE = format("d MMM");
    private static final DateTimeFormatter MOMENT = format("d MMM, HH:mm 'UTC'");

    private TimeAxis() {}

    /** One label per point; null for none. */
    static List<@Nullable Tick> along(Period period, List<Point> points) {
        var ticks = new ArrayList<@Nullable Tick>();
        int written = 0;
        for (int i = 0; i < points.size(); i++) {
            var words = at(period, i, points.get(i).at());
            boolean atTheEnd = i > points.size() - CLOSE;
            ticks.add(words == null ? null : new Tick(words, written % 2 == 1, atTheEnd));
            written += words == null ? 0 : 1;
        }
        return ticks;
    }

    /** The name of a step in tables. */
    static String moment(Period period, Instant at) {
        return (period == Period.MONTH ? DATE : MOMENT).format(at);
    }

    private static @Nullable String at(Period period, int index, Instant at) {
        return switch (period) {
            case DAY -> index % HOURS_APART == 0 ? CLOCK.format(at) : null;
            case WEEK -> Interval.DAY.begin(at).equals(at) ? WEEKDAY.format(at) : null;
            case MONTH -> index % DAYS_APART == 0 ? DATE.format(at) : null;
        };
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /**
     * A label of the axis.
     *
     * @param minor whether it is hidden on narrow screens
     * @param atTheEnd whether it ends where its step does
     */
    public record Tick(String words, boolean minor, boolean atTheEnd) {

        /** The classes of its element. */
        public String classes() {
            return (minor ? "minor" : "") + (atTheEnd ? " end" : "");
        }
    }
}
