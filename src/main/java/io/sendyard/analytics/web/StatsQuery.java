package io.sendyard.analytics.web;

import io.sendyard.analytics.Interval;
import io.sendyard.core.ApiEnum;
import io.sendyard.core.Refusal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The period of a statistics request, in whole steps.
 *
 * @param from start of the first step
 * @param to end of the last step
 * @param interval length of a step
 */
record StatsQuery(Instant from, Instant to, Granularity interval) {

    private static final int YEARS_FROM = 2000;
    private static final int YEARS_TO = 9000;

    /**
     * Parses a request.
     *
     * @param from a timestamp or a day; null: as far back as is usual for the interval
     * @param to a timestamp or a day, which is included; null: now
     * @throws Refusal if a value is invalid or the period too long
     */
    static StatsQuery of(
            @Nullable String from, @Nullable String to, @Nullable Granularity wanted, Clock clock) {
        var interval = wanted == null ? Granularity.DAY : wanted;
        var end = to == null ? clock.instant() : instant("to", to, 1);
        var begin = from == null ? end.minus(interval.usual) : instant("from", from, 0);
        if (begin.isAfter(end)) {
            throw Refusal.invalid("from", "Give a time that is not after “to”.");
        }
        if (Duration.between(begin, end).compareTo(interval.most) > 0) {
            throw Refusal.invalid(
                    "from",
                    "Ask for at most %d days by %s."
                            .formatted(interval.most.toDays(), interval.key()));
        }
        return new StatsQuery(
                interval.interval().begin(begin), interval.interval().end(end), interval);
    }

    private static Instant instant(String field, String text, int days) {
        try {
            var instant =
                    text.contains("T")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDate.parse(text)
                                    .plusDays(days)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant();
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year >= YEARS_FROM && year <= YEARS_TO) {
                return instant;
            }
        } catch (DateTimeException e) {
            // It is no time, and is refused like one that no mail can have.
        }
        throw Refusal.invalid(
                field, "Give an instant or a day: 2025-07-15T10:30:00Z or 2025-07-15.");
    }

    /** How fine a series is. */
    enum Granularity implements ApiEnum {
        HOUR(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(400)),
        DAY(Duration.ofDays(1), Duration.ofDays(30), Duration.ofDays(1_100));

        private final Duration length;
        private final Duration usual;
        private final Duration most;

        Granularity(Duration length, Duration usual, Duration most) {
            this.length = length;
            this.usual = usual;
            this.most = most;
        }

        Interval interval() {
            return new Interval(length);
        }
    }
}
