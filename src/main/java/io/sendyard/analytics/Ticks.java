package io.sendyard.analytics;

import io.sendyard.analytics.Statistics.Point;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The words along a chart's time axis, in UTC; a browser says hours in its reader's zone. */
public final class Ticks {

    private static final int HOURS_APART = 4;
    private static final int DAYS_APART = 5;

    private static final DateTimeFormatter CLOCK = format("HH:mm");
    private static final DateTimeFormatter WEEKDAY = format("EEE d");
    private static final DateTimeFormatter DATE = format("d MMM");
    private static final DateTimeFormatter MOMENT = format("d MMM, HH:mm 'UTC'");

    private Ticks() {}

    /** One for each point; null where nothing is written. */
    static List<@Nullable String> along(Period period, List<Point> points) {
        return IntStream.range(0, points.size())
                .mapToObj(i -> at(period, i, points.get(i).at()))
                .toList();
    }

    /** What the step that begins then is called in a table. */
    static String moment(Period period, Instant at) {
        return (period == Period.MONTH ? DATE : MOMENT).format(at);
    }

    private static @Nullable String at(Period period, int place, Instant at) {
        return switch (period) {
            case DAY -> place % HOURS_APART == 0 ? CLOCK.format(at) : null;
            case WEEK -> Steps.DAY.begin(at).equals(at) ? WEEKDAY.format(at) : null;
            case MONTH -> place % DAYS_APART == 0 ? DATE.format(at) : null;
        };
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
