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
 * Leaves a database in a file alone while its disk has hardly any room. H2 that runs out of it in
 * the middle of a write closes, and what it finds when it opens again can be older than what it had
 * synced: so it is not to run out. Who wants a connection hears that there is no room, and may try
 * again.
 */
final class DiskSpaceGuard extends DelegatingDataSource {

    /** Twice the most that is written at once. */
    static final long LEAST_OCTETS = 64L * 1024 * 1024;

    /** What PostgreSQL says of a full disk. */
    private static final String DISK_FULL = "53100";

    private static final Pattern FILE = Pattern.compile("jdbc:h2:(?:file:)?([^:;]+)(?:;.*)?");

    private final LongSupplier room;

    DiskSpaceGuard(DataSource database, LongSupplier room) {
        super(database);
        this.room = room;
    }

    /** The same database, looked after where its address tells of a file. */
    static DataSource of(DataSource database, String address) {
        return folder(address)
                .<DataSource>map(folder -> new DiskSpaceGuard(database, () -> room(folder)))
                .orElse(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (room.getAsLong() < LEAST_OCTETS) {
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

    /** A folder that is not there yet will be made. */
    private static long room(Path folder) {
        return Files.exists(folder) ? folder.toFile().getUsableSpace() : Long.MAX_VALUE;
    }
}
