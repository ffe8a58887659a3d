package io.sendyard.analytics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what was counted; it never counts messages. */
@Component
public class Statistics {

    private static final String SUMS =
            Arrays.stream(Counter.values())
                    .map(counter -> "sum(c.%1$s) as %1$s".formatted(counter.key()))
                    .collect(Collectors.joining(", "));

    /** The second half finds the newest row of each server, however old, with one look. */
    private static final String OF_SERVERS =
            """
            select s.id as server_id, c.hour_at, %s, max(c.last_at) as last_at
            from server s join hourly_count c on c.server_id = s.id and c.hour_at >= :from
            where s.id in (:servers) group by s.id, c.hour_at
            union all
            select s.id, cast(null as timestamp(3) with time zone), %s,
                (select l.last_at from hourly_count l where l.server_id = s.id
                 order by l.server_id desc, l.hour_at desc limit 1)
            from server s where s.id in (:servers)\
            """
                    .formatted(SUMS, "0, ".repeat(Counter.values().length - 1) + "0");

    private final JdbcClient jdbc;

    Statistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What happened on a server, step by step, quiet steps too.
     *
     * @param streamId null for all its streams
     * @param from the beginning of the first step
     * @param to the end of the last one
     */
    public List<Point> series(
            long serverId, @Nullable Long streamId, Instant from, Instant to, Interval interval) {
        var statement =
                jdbc.sql(
                                "select c.hour_at, %s from hourly_count c where c.server_id = :server and c.hour_at >= :from and c.hour_at < :to%s group by c.hour_at"
                                        .formatted(
                                                SUMS,
                                                streamId == null
                                                        ? ""
                                                        : " and c.stream_id = :stream"))
                        .param("server", serverId)
                        .param("from", utc(from))
                        .param("to", utc(to));
        if (streamId != null) {
            statement.param("stream", streamId);
        }
        var tallies = new TreeMap<Instant, Counts>();
        interval.between(from, to).forEach(at -> tallies.put(at, Counts.NONE));
        statement.query((ResultSet row) -> {
            tallies.merge(interval.begin(instant(row, "hour_at")), counts(row), Counts::plus);
        });
        return tallies.entrySet().stream()
                .map(entry -> new Point(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * The last hours of many servers, and when anything happened last on each of them.
     *
     * @param from the beginning of the first hour
     */
    public Map<Long, OfServer> ofServers(Collection<Long> servers, Instant from) {
        if (servers.isEmpty()) {
            return Map.of();
        }
        var all = new HashMap<Long, OfServer>();
        jdbc.sql(OF_SERVERS)
                .param("servers", servers)
                .param("from", utc(from))
                .query((ResultSet row) -> {
                    all.computeIfAbsent(row.getLong("server_id"), _ -> new OfServer()).add(row);
                });
        return all;
    }

    private static Counts counts(ResultSet row) throws SQLException {
        var counts = new EnumMap<Counter, Long>(Counter.class);
        for (var counter : Counter.values()) {
            counts.put(counter, row.getLong(counter.key()));
        }
        return new Counts(counts);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /** One step of a series and what happened in it. */
    public record Point(Instant at, Counts counts) {

        /** All of these together. */
        public static Counts total(List<Point> points) {
            return points.stream().map(Point::counts).reduce(Counts.NONE, Counts::plus);
        }
    }

    /** What is known of one server. */
    public static final class OfServer {

        private final List<Point> hours = new ArrayList<>();
        private @Nullable Instant lastAt;

        /** The hours in which anything happened, in no order. */
        public List<Point> hours() {
            return hours;
        }

        /** When anything happened last; null where nothing ever did. */
        public @Nullable Instant lastAt() {
            return lastAt;
        }

        private void add(ResultSet row) throws SQLException {
            var last = row.getObject("last_at", OffsetDateTime.class);
            if (last != null && (lastAt == null || last.toInstant().isAfter(lastAt))) {
                lastAt = last.toInstant();
            }
            if (row.getObject("hour_at") != null) {
                hours.add(new Point(instant(row, "hour_at"), counts(row)));
            }
        }
    }
}
