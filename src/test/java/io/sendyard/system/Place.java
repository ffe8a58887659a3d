package io.sendyard.system;

import io.sendyard.TestInstallation;
import io.sendyard.TestPostgresql;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Where a process keeps what it keeps: a data directory, and its database there or in PostgreSQL,
 * as this run of the suite has it.
 */
public final class Place implements AutoCloseable {

    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** The one that each PostgreSQL has. */
    private static final String OWN = "postgres";

    private final Path data;
    private final @Nullable EmbeddedPostgres postgresql;
    private final String database;

    private Place(Path data, @Nullable EmbeddedPostgres postgresql, String database) {
        this.data = data;
        this.postgresql = postgresql;
        this.database = database;
    }

    /** A new one in a folder that is there, or is made when it is first used. */
    public static Place in(Path folder) throws IOException {
        return TestInstallation.isPostgresql()
                ? new Place(folder, TestPostgresql.server(), TestPostgresql.database())
                : h2(folder);
    }

    /** One on H2, whatever this run of the suite has. */
    static Place h2(Path folder) {
        return new Place(folder, null, "");
    }

    /** One with a schema, an owner and two servers, of which {@link #token} lets one send. */
    public static Place prepared(Path folder) throws IOException {
        var from = Prepared.here().place();
        copy(from.data, folder);
        return TestInstallation.isPostgresql()
                ? new Place(folder, TestPostgresql.server(), TestPostgresql.copy(from.database))
                : h2(folder);
    }

    /** One whose PostgreSQL is its own. */
    public static Place apart(Path folder) throws IOException {
        return apart(folder, UnaryOperator.identity());
    }

    /**
     * One whose PostgreSQL is its own, and writes what it commits to the disk, as an operator's.
     */
    public static Place durable(Path folder) throws IOException {
        // For tests it is told not to, and the last word counts.
        return apart(folder, postgresql -> postgresql.setServerConfig("fsync", "on"));
    }

    /** One whose database is in that folder whichever it is, and stays small. */
    public static Place whole(Path folder) throws IOException {
        return apart(
                folder,
                postgresql ->
                        postgresql
                                .setDataDirectory(folder.resolve("postgresql"))
                                .setServerConfig("max_wal_size", "48MB"));
    }

    private static Place apart(Path folder, UnaryOperator<EmbeddedPostgres.Builder> how)
            throws IOException {
        return new Place(
                folder,
                TestInstallation.isPostgresql()
                        ? how.apply(EmbeddedPostgres.builder()).start()
                        : null,
                OWN);
    }

    /** The token of the server by which a prepared place can send. */
    public String token() throws IOException {
        return Prepared.here().token();
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
                        : postgresql.getDatabase("postgres", database));
    }

    /** The address of its PostgreSQL, for who reaches it by another port. */
    public String url(int port) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /**
     * Copies all of it into an empty folder, as operating.md says: with H2 while no process has it,
     * with PostgreSQL whatever goes on meanwhile, as pg_basebackup does it.
     */
    public Place copyTo(Path folder) throws IOException {
        copy(data, folder.resolve("data"));
        if (postgresql == null) {
            return h2(folder.resolve("data"));
        }
        var copied = folder.resolve("postgresql");
        try (var connection = postgresql.getDatabase("postgres", database).getConnection()) {
            var jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            var from = Path.of(text(jdbc, "show data_directory"));
            jdbc.queryForList("select pg_backup_start('copy', true)");
            copy(from, copied);
            Files.writeString(
                    copied.resolve("backup_label"),
                    text(jdbc, "select labelfile from pg_backup_stop(false)"));
            // What it wrote meanwhile.
            copy(from.resolve("pg_wal"), copied.resolve("pg_wal"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Place(
                folder.resolve("data"),
                EmbeddedPostgres.builder()
                        .setDataDirectory(copied)
                        .setCleanDataDirectory(false)
                        .start(),
                database);
    }

    public List<String> settings() {
        var folder = "sendyard.data-dir=" + data;
        return postgresql == null
                ? List.of(folder)
                : List.of(
                        folder,
                        "spring.datasource.url=" + postgresql.getJdbcUrl("postgres", database),
                        "spring.datasource.username=postgres");
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Whether it is the one that all tests share.
    public void close() throws IOException {
        if (postgresql == null) {
            return;
        }
        if (postgresql == TestPostgresql.server()) {
            TestPostgresql.drop(database);
        } else {
            postgresql.close();
        }
    }

    private static String text(JdbcTemplate jdbc, String query) {
        return Objects.requireNonNull(jdbc.queryForObject(query, String.class));
    }

    /** Files may go and come while they are copied; who reads the copy knows what to make of it. */
    private static void copy(Path from, Path to) throws IOException {
        var files = from.toFile().listFiles();
        Files.createDirectories(to, OWNERS_ONLY);
        for (var file : files == null ? new File[0] : files) {
            var target = to.resolve(file.getName());
            if (file.isDirectory()) {
                copy(file.toPath(), target);
            } else if (!file.getName().equals("postmaster.pid")) {
                copyFile(file.toPath(), target);
            }
        }
    }

    private static void copyFile(Path from, Path to) throws IOException {
        try {
            Files.copy(
                    from,
                    to,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        } catch (NoSuchFileException e) {
            // It was not needed any more.
        }
    }
}
