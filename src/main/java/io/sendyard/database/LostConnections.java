package io.sendyard.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Tells the connection pool which connections are of no use any more. H2 closes a database that
 * could not write, and says so in a code that the pool does not know: under load it would give the
 * dead connections out for ever, though a new one opens the database again.
 */
public final class LostConnections implements SQLExceptionOverride {

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        int code = failure.getErrorCode();
        return DatabaseOutage.H2_CODES.contains(code) || code == DatabaseOutage.H2_GENERAL_ERROR
                ? SQLExceptionOverride.Override.MUST_EVICT
                : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
