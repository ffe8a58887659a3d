package io.sendyard.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Refuses connections to a database file while its disk is almost full. H2 closes if it runs out of
 * disk space in the middle of a write, and when it opens again it can be older than what it had
 * flushed, so it must not run out. The caller gets an error and can retry.
 */
final class DiskSpaceGuard extends DelegatingDataSource {

    /** Twice the largest single write. */
    static final long LEAST_OCTETS = 64L * 1024 * 1024;

    /** PostgreSQL's SQLSTATE for a full disk. */
    private static final String DISK_FULL = "53100";

    private static final Pattern FILE = Pattern.compile("jdbc:h2:(?:file:)?([^:;]+)(?:;.*)?");

    private final LongSupplier usableSpace;

    DiskSpaceGuard(DataSource database, LongSupplier usableSpace) {
        super(database);
        this.usableSpace = usableSpace;
    }

    /** Guards the database if its address names a file. */
    static DataSource of(DataSource database, String address) {
        return folder(address)
                .<DataSource>map(folder -> new DiskSpaceGuard(database, () -> usableSpace(folder)))
                .orElse(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (usableSpace.getAsLong() < LEAST_OCTETS) {
            throw new SQLTransientConnectionException(
                    "No space left on the disk of the database", DISK_FULL);
        }
        return super.getConnection();
    }

    private static Optional<Path> folder(String address) {
        var file = FILE.matcher(address);
        return file.matches()
                ? Optional.ofNullable(Path.of(file.group(1)).toAbsolutePath().getParent())
                : Optional.empty();
    }

    /** A missing folder will be created. */
    private static long usableSpace(Path folder) {
        return Files.exists(folder) ? folder.toFile().getUsableSpace() : Long.MAX_VALUE;
    }
}
