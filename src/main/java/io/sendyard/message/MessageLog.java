package io.sendyard.message;

import static java.util.stream.Collectors.joining;

import io.sendyard.core.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lists a server's messages from the newest on, by the id of the last one seen: for the page, the
 * API, the export and live rows. A page costs the same at ten million messages as at ten thousand:
 * what no index knows is looked for in a window of them, and the page says how far back it looked.
 */
@Component
public class MessageLog {

    private static final int MOST_COUNTED = 10_000;

    private static final String ALL_ADDRESSES = "m.to_addresses";

    private static final String FIRST_ADDRESS =
            "(select a.address from recipient a where a.message_id = m.id"
                    + " order by a.message_id, a.id fetch first 1 row only)";

    /** Those that are sent next; a scheduled one comes later and is not on its way yet. */
    private static final String WAITING =
            Arrays.stream(Lane.values())
                    .map(Lane::number)
                    .map(
                            """
                            select message_id, status from
                                (select message_id, status from recipient where lane = %1$d and server_id = :server
                                 order by lane, server_id, due_at limit :counted) lane%1$d
                            """
                                    ::formatted)
                    .collect(
                            joining(
                                    " union all ",
                                    "from (",
                                    ") q where q.status in ('queued', 'sending')"));

    private static final String NEWEST =
            """
            select l.*, (select count(*) %1$s) as waiting,
                (select q.message_id %1$s order by q.message_id limit 1) as oldest
            from (select %2$s, substring(m.to_addresses, 1, 400) as addresses
                  from message m where m.server_id = :server order by m.server_id, m.id desc nulls last limit :messages) l
            order by l.id desc\
            """
                    .formatted(WAITING, MessageRow.COLUMNS);

    private final JdbcClient jdbc;

    MessageLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One page of the log, in either direction; a row names one recipient. */
    public Page page(long serverId, MessageSearch search, int limit) {
        if (search.findsNothing()) {
            return new Page(List.of(), null, null, null);
        }
        var scan = search.scan(serverId);
        var end = end(scan);
        var rows = rows(scan, address(scan), scan.ids(end, 0, limit + 1));
        boolean more = rows.size() > limit;
        if (more) {
            rows.removeLast();
        }
        return scan.backward()
                ? backward(rows.reversed(), more, end)
                : forward(rows, more, end, search);
    }

    /**
     * Up to {@code limit} messages after the first {@code offset}; a row names all addresses of its
     * To header. Conditions without an index are checked in a window, so a page can be short and
     * still have a next one.
     *
     * @param counted whether to count all of them
     */
    public Listing list(
            long serverId, MessageSearch search, int offset, int limit, boolean counted) {
        if (search.findsNothing()) {
            return new Listing(List.of(), null, counted ? 0L : null);
        }
        var scan = search.scan(serverId);
        var end = end(scan);
        var rows = rows(scan, ALL_ADDRESSES, scan.ids(end, offset, limit + 1));
        var total = counted && end == null ? count(scan) : null;
        if (rows.size() > limit) {
            rows.removeLast();
            return new Listing(rows, rows.getLast().id(), total);
        }
        return new Listing(rows, end == null ? null : new MessageId(end), total);
    }

    /**
     * A server's newest messages and what waits there, in one query. Both read a bounded number of
     * rows, so that ten million messages cost what a thousand do.
     *
     * @param messages how many to list
     * @param counted how many waiting recipients to count in each lane
     */
    public Newest newest(long serverId, int messages, int counted) {
        return jdbc
                .sql(NEWEST)
                .param("server", serverId)
                .param("messages", messages)
                .param("counted", counted)
                .query((row, _) ->
                        new Newest(
                                List.of(MessageRow.of(row).toFirst()),
                                row.getLong("waiting"),
                                createdAt(row.getObject("oldest", UUID.class))))
                .list()
                .stream()
                .reduce(new Newest(List.of(), 0, null), Newest::and);
    }

    private static @Nullable Instant createdAt(@Nullable UUID id) {
        return id == null ? null : new MessageId(id).createdAt();
    }

    /** How many of them are newer than {@code newest}, up to a limit. */
    public int newer(long serverId, MessageSearch search, @Nullable MessageId newest, int atMost) {
        if (search.findsNothing()) {
            return 0;
        }
        var after = newest == null ? new MessageId(new UUID(0, 0)) : newest;
        var scan = search.at(null, after).scan(serverId);
        return jdbc.sql(scan.ids(end(scan), 0, atMost))
                .params(scan.parameters())
                .query(UUID.class)
                .set()
                .size();
    }

    /** The status that each of these messages of a server shows now; none for those gone. */
    public Map<MessageId, MessageStatus> statuses(long serverId, Collection<MessageId> ids) {
        var statuses = new LinkedHashMap<MessageId, MessageStatus>();
        if (!ids.isEmpty()) {
            jdbc.sql(
                            """
                            select m.id, m.status, m.deferred from message m
                            where m.id in (:ids) and m.server_id = :server\
                            """)
                    .param("ids", ids.stream().map(MessageId::uuid).toList())
                    .param("server", serverId)
                    .query(row -> {
                        statuses.put(MessageRow.id(row), MessageRow.shown(row));
                    });
        }
        return statuses;
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

    private List<MessageRow> rows(MessageScan scan, String to, String ids) {
        return new ArrayList<>(
                jdbc.sql(
                                "select %s, %s as addresses from (%s) p join message m on m.id = p.id order by p.id %s"
                                        .formatted(MessageRow.COLUMNS, to, ids, scan.direction()))
                        .params(scan.parameters())
                        .query((row, _) -> MessageRow.of(row))
                        .list());
    }

    /** The recipient that was searched for, else the first. */
    private static String address(MessageScan scan) {
        return scan.parameters().containsKey("address")
                ? FIRST_ADDRESS.replace(
                        " order by",
                        " and a.server_id = :server and a.address_key = :address order by")
                : FIRST_ADDRESS;
    }

    private @Nullable Long count(MessageScan scan) {
        long count =
                jdbc.sql(
                                "select count(*) from (%s) c"
                                        .formatted(scan.ids(null, 0, MOST_COUNTED + 1)))
                        .params(scan.parameters())
                        .query(Long.class)
                        .single();
        return count > MOST_COUNTED ? null : count;
    }

    private static Page forward(
            List<MessageRow> rows, boolean more, @Nullable UUID end, MessageSearch search) {
        var newer =
                search.before() == null || rows.isEmpty() ? search.before() : rows.getFirst().id();
        if (more) {
            return new Page(rows, newer, rows.getLast().id(), null);
        }
        var further = end == null ? null : new MessageId(end);
        return new Page(rows, newer, null, further);
    }

    private static Page backward(List<MessageRow> rows, boolean more, @Nullable UUID end) {
        var older = rows.isEmpty() ? null : rows.getLast().id();
        var newer = more ? rows.getFirst().id() : end == null ? null : new MessageId(end);
        return new Page(rows, newer, older, null);
    }

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
            List<MessageRow> rows,
            @Nullable MessageId newer,
            @Nullable MessageId older,
            @Nullable MessageId further) {

        /** How far back it looked; null where it looked at all there are. */
        public @Nullable Instant lookedBackTo() {
            return further == null ? null : further.createdAt();
        }
    }

    /**
     * One page of a numbered list.
     *
     * @param next where the next page starts; null if there is none
     * @param total number of messages on all pages; null if not asked for, over 10,000 or not all
     *     were checked
     */
    public record Listing(List<MessageRow> rows, @Nullable MessageId next, @Nullable Long total) {}

    /**
     * What a server's mail is doing.
     *
     * @param rows the newest messages
     * @param waiting how many recipients' copies are on their way, counted up to a limit
     * @param oldest when the message was accepted that has waited longest; null if none waits
     */
    public record Newest(List<MessageRow> rows, long waiting, @Nullable Instant oldest) {

        private Newest and(Newest next) {
            return new Newest(
                    Stream.concat(rows.stream(), next.rows.stream()).toList(),
                    next.waiting,
                    next.oldest);
        }
    }
}
