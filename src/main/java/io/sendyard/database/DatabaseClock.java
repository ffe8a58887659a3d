package io.sendyard.database;

import java.time.Duration;

/** SQL for times that all nodes agree on, whatever their own clocks say. */
public final class DatabaseClock {

    private DatabaseClock() {}

    /** This long from now, to the millisecond. */
    public static String in(Duration time) {
        return "current_timestamp + %d.%03d * interval '1' second"
                .formatted(time.toSeconds(), time.toMillisPart());
    }
}
