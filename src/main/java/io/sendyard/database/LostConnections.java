package io.sendyard.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Tells the connection pool which connections are unusable. H2 closes a database that it could not
 * write, with a code that the pool doesn't know: under load the pool would reuse the dead
 * connections forever, though a new one opens the database again.
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
