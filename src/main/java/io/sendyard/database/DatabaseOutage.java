package io.sendyard.database;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Recognizes that the database is away, shutting down or out of space, whatever the exception
 * around it: nothing was changed, and a retry may succeed.
 */
public final class DatabaseOutage {

    /** Classes of SQLSTATE: connection, resources, operator intervention, system error. */
    private static final Set<String> STATES = Set.of("08", "53", "57", "58");

    /** H2: closed, broken, out of disk space or memory, file system not responding. */
    static final Set<Integer> H2_CODES = Set.of(90007, 90028, 90031, 90067, 90098, 90108, 90121);

    static final int H2_GENERAL_ERROR = 50000;

    /** The pool's message for a connection that was lost while in use; it has no code. */
    private static final String CLOSED_BY_POOL = "Connection is closed";

    private DatabaseOutage() {}

    /** Whether an outage is the cause. */
    public static boolean isBehind(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotCreateTransactionException
                    || cause instanceof DataAccessResourceFailureException
                    || (cause instanceof SQLException sql && isOutage(sql))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfTheDisk(SQLException sql) {
        for (@Nullable Throwable cause = sql; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutage(SQLException sql) {
        var state = sql.getSQLState();
        return sql instanceof SQLTransientConnectionException
                || H2_CODES.contains(sql.getErrorCode())
                || CLOSED_BY_POOL.equals(sql.getMessage())
                || (sql.getErrorCode() == H2_GENERAL_ERROR && isOfTheDisk(sql))
                || (state != null && state.length() == 5 && STATES.contains(state.substring(0, 2)));
    }
}
