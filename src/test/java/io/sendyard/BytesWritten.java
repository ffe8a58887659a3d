package io.sendyard;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much the database writes. */
@TestComponent
public class BytesWritten {

    /** What Linux counts for this process, in which H2 runs. */
    private static final Path COUNTS = Path.of("/proc/self/io");

    private static final String WRITTEN = "wchar: ";

    private final JdbcClient jdbc;

    BytesWritten(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The bytes written by H2, or to PostgreSQL's write-ahead log, during an act. */
    public long during(Runnable act) {
        long before = now();
        act.run();
        return now() - before;
    }

    private long now() {
        return TestInstallation.isPostgresql()
                ? jdbc.sql("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')")
                        .query(Long.class)
                        .single()
                : byThisProcess();
    }

    private static long byThisProcess() {
        assumeThat(COUNTS).as("only Linux counts what a process writes").exists();
        try (var lines = Files.lines(COUNTS)) {
            return lines.filter(line -> line.startsWith(WRITTEN))
                    .mapToLong(line -> Long.parseLong(line.substring(WRITTEN.length())))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
