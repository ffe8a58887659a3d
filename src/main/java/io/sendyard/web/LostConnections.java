package io.sendyard.web;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * Tells the connection pool which connections are of no use any more. H2 closes a database that
 * could not write, and says so in a code that the pool does not know: under load it would give the
 * dead connections out for ever, though a new one opens the database again.
 */
public final class LostConnections implements SQLExceptionOverride {

    /** H2: closed, in general; broken; closing while it is used. */
    private static final Set<Integer> H2_CLOSED = Set.of(90007, 90028, 90031, 90067, 90098, 90121);

    private static final int H2_GENERAL_ERROR = 50000;

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        int code = failure.getErrorCode();
        return H2_CLOSED.contains(code) || code == H2_GENERAL_ERROR
                ? SQLExceptionOverride.Override.MUST_EVICT
                : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
