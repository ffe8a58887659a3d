package io.sendyard.system;

import io.sendyard.TestInstallation;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Where a process keeps what it keeps: a data directory, and its database there or in a PostgreSQL
 * of its own, as this run of the suite has it.
 */
public final class Place implements AutoCloseable {

    private final Path data;
    private final @Nullable EmbeddedPostgres postgresql;

    private Place(Path data, @Nullable EmbeddedPostgres postgresql) {
        this.data = data;
        this.postgresql = postgresql;
    }

    /** A new one in a folder that is there, or is made when it is first used. */
    public static Place in(Path folder) throws IOException {
        return new Place(folder, TestInstallation.isPostgresql() ? EmbeddedPostgres.start() : null);
    }

    /** One whose PostgreSQL writes what it commits to the disk, as an operator's does. */
    public static Place durable(Path folder) throws IOException {
        return new Place(
                folder,
                TestInstallation.isPostgresql()
                        // For tests it is told not to, and the last word counts.
                        ? EmbeddedPostgres.builder().setServerConfig("fsync", "on").start()
                        : null);
    }

    public Path data() {
        return data;
    }

    /** Its database, for a look or a change from outside; on H2 only while no process has it. */
    public JdbcTemplate database() {
        return new JdbcTemplate(
                postgresql == null
                        ? new DriverManagerDataSource(
                                "jdbc:h2:file:%s/sendyard;WRITE_DELAY=0"
                                        .formatted(data.toAbsolutePath()))
                        : postgresql.getPostgresDatabase());
    }

    List<String> settings() {
        var folder = "sendyard.data-dir=" + data;
        return postgresql == null
                ? List.of(folder)
                : List.of(
                        folder,
                        "spring.datasource.url=" + postgresql.getJdbcUrl("postgres", "postgres"),
                        "spring.datasource.username=postgres");
    }

    @Override
    public void close() throws IOException {
        if (postgresql != null) {
            postgresql.close();
        }
    }
}
