package io.sendyard.analytics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes the hourly counts. A transaction that adds to several rows does so in the order of {@link
 * Hour}, so that no two wait for each other.
 */
@Component
class HourlyCounts {

    /** What both databases answer to a key that is there already. */
    private static final String TAKEN = "23505";

    private static final String UPDATE =
            "update hourly_count set %s, last_at = greatest(last_at, ?) where server_id = ? and stream_id = ? and hour_at = ?"
                    .formatted(columns("%1$s = %1$s + ?"));

    private static final String INSERT =
            "insert into hourly_count (%s, last_at, server_id, stream_id, hour_at) values (%s, ?, ?, ?, ?)"
                    .formatted(columns("%s"), columns("?"));

    private final JdbcTemplate jdbc;

    HourlyCounts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds to an hour, in the transaction that runs. */
    void add(Hour hour, Addition addition) {
        jdbc.execute(
                (ConnectionCallback<Boolean>)
                        connection ->
                                write(connection, UPDATE, hour, addition)
                                        || insert(connection, hour, addition)
                                        || write(connection, UPDATE, hour, addition));
    }

    /** Inserts the row of an hour; false if another transaction did, whose row is visible now. */
    private static boolean insert(Connection connection, Hour hour, Addition addition)
            throws SQLException {
        var before = connection.setSavepoint();
        try {
            return write(connection, INSERT, hour, addition);
        } catch (SQLException e) {
            if (!TAKEN.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    private static boolean write(Connection connection, String sql, Hour hour, Addition addition)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int column = 0;
            for (var counter : Counter.values()) {
                statement.setLong(++column, addition.counts().of(counter));
            }
            statement.setObject(++column, utc(addition.lastAt()));
            statement.setLong(++column, hour.serverId());
            statement.setLong(++column, hour.streamId());
            statement.setObject(++column, utc(hour.at()));
            return statement.executeUpdate() > 0;
        }
    }

    private static String columns(String form) {
        return Arrays.stream(Counter.values())
                .map(counter -> form.formatted(counter.key()))
                .collect(Collectors.joining(", "));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /** A row: an hour of a stream. */
    record Hour(long serverId, long streamId, Instant at) implements Comparable<Hour> {

        private static final Comparator<Hour> ORDER =
                Comparator.comparingLong(Hour::serverId)
                        .thenComparingLong(Hour::streamId)
                        .thenComparing(Hour::at);

        @Override
        public int compareTo(Hour other) {
            return ORDER.compare(this, other);
        }
    }

    /** What comes to a row, and when the last of it happened. */
    record Addition(Counts counts, Instant lastAt) {

        Addition plus(Addition other) {
            var last = lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt;
            return new Addition(counts.plus(other.counts), last);
        }
    }
}
