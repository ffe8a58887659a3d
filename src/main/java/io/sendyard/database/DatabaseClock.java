package io.sendyard.database;

import java.time.Duration;

/** Times that all nodes agree upon, whatever their own clocks say, as SQL. */
public final class DatabaseClock {

    private DatabaseClock() {}

    /** So long from now, to the millisecond. */
    public static String in(Duration time) {
        return "current_timestamp + %d.%03d * interval '1' second"
                .formatted(time.toSeconds(), time.toMillisPart());
    }
}
