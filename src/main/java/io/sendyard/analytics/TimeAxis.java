package io.sendyard.analytics;

import io.sendyard.analytics.Statistics.Point;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words along a chart's time axis, in UTC; a browser says hours in its reader's zone. */
public final class TimeAxis {

    private static final int HOURS_APART = 4;
    private static final int DAYS_APART = 5;

    /** Words that begin nearer to the end than so many steps would stick out there. */
    private static final int CLOSE = 4;

    private static final DateTimeFormatter CLOCK = format("HH:mm");
    private static final DateTimeFormatter WEEKDAY = format("EEE d");
    private static final DateTimeFormatter DATE = format("d MMM");
    private static final DateTimeFormatter MOMENT = format("d MMM, HH:mm 'UTC'");

    private TimeAxis() {}

    /** One for each point; null where nothing is written. */
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

    /** What the step that begins then is called in a table. */
    static String moment(Period period, Instant at) {
        return (period == Period.MONTH ? DATE : MOMENT).format(at);
    }

    private static @Nullable String at(Period period, int place, Instant at) {
        return switch (period) {
            case DAY -> place % HOURS_APART == 0 ? CLOCK.format(at) : null;
            case WEEK -> Interval.DAY.begin(at).equals(at) ? WEEKDAY.format(at) : null;
            case MONTH -> place % DAYS_APART == 0 ? DATE.format(at) : null;
        };
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /**
     * Words under the axis.
     *
     * @param minor whether they may be left out where there is little room
     * @param atTheEnd whether they have to end where their step does
     */
    public record Tick(String words, boolean minor, boolean atTheEnd) {

        /** The classes of its element. */
        public String classes() {
            return (minor ? "minor" : "") + (atTheEnd ? " end" : "");
        }
    }
}
