package io.sendyard.analytics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Equal steps of time, counted from midnight UTC. */
public record Interval(Duration length) {

    public static final Interval HOUR = new Interval(Duration.ofHours(1));
    public static final Interval DAY = new Interval(Duration.ofDays(1));

    /** The start of the step that contains this moment. */
    public Instant begin(Instant moment) {
        long seconds = length.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
    }

    /** The end of the step; a moment between two steps ends the first of them. */
    public Instant end(Instant moment) {
        var begin = begin(moment);
        return begin.equals(moment) ? moment : begin.plus(length);
    }

    /** The starts of the steps from one moment up to another, excluding that. */
    public List<Instant> between(Instant from, Instant to) {
        var beginnings = new ArrayList<Instant>();
        for (var at = begin(from); at.isBefore(to); at = at.plus(length)) {
            beginnings.add(at);
        }
        return beginnings;
    }
}
