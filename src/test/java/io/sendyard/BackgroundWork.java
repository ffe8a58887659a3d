package io.sendyard;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Purges and imports that an earlier test started, which would fail on tables that are emptied. */
final class BackgroundWork {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A server that a test marked as deleted itself still has its default stream. */
    private static final String UNFINISHED =
            """
            select (select count(*) from server where deleted_at is not null and default_stream_id is null)
              + (select count(*) from suppression_import where finished_at is null)\
            """;

    private BackgroundWork() {}

    static void await(JdbcClient jdbc) {
        var end = Instant.now().plus(PATIENCE);
        while (jdbc.sql(UNFINISHED).query(Long.class).single() > 0 && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
