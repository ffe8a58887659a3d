package io.sendyard.message.web;

import io.sendyard.server.Stream;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The filters of the log, as links that set or drop them.
 *
 * @param streams the ones to choose from
 */
record ActivityFilters(ActivityQuery search, List<Stream> streams, ActivityLinks links) {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

    /** The filters in use. */
    List<Chip> chips() {
        var chips = new ArrayList<Chip>();
        if (search.q() != null) {
            chips.add(new Chip("Search", search.q(), links.log(search.asking(null))));
        }
        if (search.state() != null) {
            chips.add(new Chip("Status", search.state().label(), links.log(search.in(null))));
        }
        if (search.stream() != null) {
            var name =
                    streams.stream()
                            .filter(stream -> stream.slug().equals(search.stream()))
                            .map(Stream::name)
                            .findAny()
                            .orElse(search.stream());
            chips.add(new Chip("Stream", name, links.log(search.by(null))));
        }
        if (search.tag() != null) {
            chips.add(new Chip("Tag", search.tag(), links.log(search.tagged(null))));
        }
        if (search.from() != null || search.to() != null) {
            var days = days(search.from(), search.to());
            chips.add(new Chip("Period", days, links.log(search.during(null, null))));
        }
        return chips;
    }

    /** The periods that are offered. */
    List<PeriodLink> periods(LocalDate today) {
        var yesterday = today.minusDays(1);
        return List.of(
                period("Today", today, today),
                period("Yesterday", yesterday, yesterday),
                period("Last 7 days", today.minusDays(6), today),
                period("Last 30 days", today.minusDays(29), today));
    }

    private static String days(@Nullable LocalDate from, @Nullable LocalDate to) {
        if (from == null || to == null) {
            return from == null ? "until " + day(to) : "since " + day(from);
        }
        return from.equals(to) ? day(from) : day(from) + " to " + day(to);
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "" : DAY.format(day);
    }

    private PeriodLink period(String label, LocalDate from, LocalDate to) {
        boolean current = from.equals(search.from()) && to.equals(search.to());
        return new PeriodLink(label, links.log(search.during(from, to)), current);
    }

    /** A filter that is in use, and the log without it. */
    record Chip(String name, String value, String without) {}

    /** A period to choose. */
    record PeriodLink(String label, String href, boolean current) {}
}
