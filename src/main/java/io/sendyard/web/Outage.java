package io.sendyard.web;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows when the database is away, shuts down or has no room, whatever the exception around it:
 * nothing was changed then, and another try may do.
 */
final class Outage {

    /** Classes of SQLSTATE: connection, resources, the operator's doing, the system's. */
    private static final Set<String> STATES = Set.of("08", "53", "57", "58");

    /** H2: closed, broken, no room on the disk, no answer from the file system. */
    private static final Set<Integer> H2_CODES =
            Set.of(90007, 90028, 90031, 90067, 90098, 90121, 90108);

    private Outage() {}

    static boolean isBehind(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isOutage(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutage(SQLException sql) {
        var state = sql.getSQLState();
        return H2_CODES.contains(sql.getErrorCode())
                || (state != null && state.length() == 5 && STATES.contains(state.substring(0, 2)));
    }
}
