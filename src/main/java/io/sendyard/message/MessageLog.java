package io.sendyard.message;

import io.sendyard.core.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads a server's messages from the newest on, by the id of the last one seen. A page costs the
 * same at ten million messages as at ten thousand: what no index knows is looked for in a window of
 * them, and the page says how far back it looked.
 */
@Component
public class MessageLog {

    private static final String COLUMNS =
            """
            m.id, m.status, m.deferred, m.from_header, m.subject, m.tag, m.recipients, m.size,
            m.created_at\
            """;

    private final JdbcClient jdbc;

    MessageLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One page of the log. */
    public Page page(long serverId, MessageSearch search, int limit) {
        if (search.asksForNothing()) {
            return new Page(List.of(), null, null, null);
        }
        var scan = LogQuery.scan(serverId, search);
        var end = end(scan);
        var list =
                new ArrayList<>(
                        jdbc.sql(LogQuery.messages(COLUMNS, scan, end, limit + 1))
                                .params(scan.parameters())
                                .query((row, _) -> row(row))
                                .list());
        boolean more = list.size() > limit;
        if (more) {
            list.removeLast();
        }
        return scan.backward()
                ? backward(list.reversed(), more, end)
                : forward(list, more, end, search);
    }

    /** How many of them are newer than {@code newest}, up to a limit. */
    public int newer(long serverId, MessageSearch search, @Nullable MessageId newest, int atMost) {
        if (search.asksForNothing()) {
            return 0;
        }
        var after = newest == null ? new MessageId(new UUID(0, 0)) : newest;
        var scan = LogQuery.scan(serverId, search.at(null, after));
        return jdbc.sql(scan.ids(end(scan), 0, atMost))
                .params(scan.parameters())
                .query(UUID.class)
                .set()
                .size();
    }

    /** What these messages of a server show now; none for those that are gone. */
    public Map<MessageId, MessageState> states(long serverId, Collection<MessageId> ids) {
        var states = new LinkedHashMap<MessageId, MessageState>();
        if (!ids.isEmpty()) {
            jdbc.sql(
                            """
                            select m.id, m.status, m.deferred from message m
                            where m.id in (:ids) and m.server_id = :server\
                            """)
                    .param("ids", ids.stream().map(MessageId::uuid).toList())
                    .param("server", serverId)
                    .query(row -> {
                        states.put(Columns.id(row), Columns.state(row));
                    });
        }
        return states;
    }

    /** The end of the window, if the scan doesn't end before it. */
    private @Nullable UUID end(MessageScan scan) {
        return scan.windowed()
                ? jdbc.sql(scan.end())
                        .params(scan.parameters())
                        .query(UUID.class)
                        .optional()
                        .orElse(null)
                : null;
    }

    private static Page forward(
            List<Row> rows, boolean more, @Nullable UUID end, MessageSearch search) {
        var newer =
                search.before() == null || rows.isEmpty() ? search.before() : rows.getFirst().id();
        if (more) {
            return new Page(rows, newer, rows.getLast().id(), null);
        }
        var further = end == null ? null : new MessageId(end);
        return new Page(rows, newer, null, further);
    }

    private static Page backward(List<Row> rows, boolean more, @Nullable UUID end) {
        var older = rows.isEmpty() ? null : rows.getLast().id();
        var newer = more ? rows.getFirst().id() : end == null ? null : new MessageId(end);
        return new Page(rows, newer, older, null);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                Columns.id(row),
                Columns.state(row),
                row.getString("from_header"),
                row.getString("subject"),
                Objects.requireNonNullElse(row.getString("address"), ""),
                row.getInt("recipients"),
                row.getString("tag"),
                row.getLong("size"),
                Columns.moment(row, "created_at"));
    }

    /**
     * One message in the log.
     *
     * @param address its first recipient, or the one that was asked for
     * @param recipients how many it has
     * @param size in bytes
     */
    public record Row(
            MessageId id,
            MessageState state,
            String from,
            String subject,
            String address,
            int recipients,
            @Nullable String tag,
            long size,
            Instant createdAt) {}

    /**
     * One page of the log.
     *
     * @param newer the message in front of which there are newer ones; null where none are known
     * @param older the message behind which there are older ones; null where there are none in
     *     reach
     * @param further the message up to which was looked, where older ones were not looked at; null
     *     where all were
     */
    public record Page(
            List<Row> rows,
            @Nullable MessageId newer,
            @Nullable MessageId older,
            @Nullable MessageId further) {

        /** How far back it looked; null where it looked at all there are. */
        public @Nullable Instant lookedBackTo() {
            return further == null ? null : further.createdAt();
        }
    }
}
