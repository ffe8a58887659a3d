package io.sendyard.message;

import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import io.sendyard.web.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds messages that were accepted. */
@Component
public class Messages {

    private static final int MOST_COUNTED = 10_000;

    private static final String ALL =
            """
            select m.*, v.cuid as server_cuid, s.cuid as stream_cuid from message m \
            join server v on v.id = m.server_id join stream s on s.id = m.stream_id \
            """;

    private final JdbcClient jdbc;
    private final Columns columns;

    Messages(JdbcClient jdbc, Columns columns) {
        this.jdbc = jdbc;
        this.columns = columns;
    }

    /**
     * The message with that id, of a server that the caller reaches.
     *
     * @throws NotFound where there is none for this caller
     */
    public Message find(Caller caller, MessageId id) {
        return jdbc.sql(
                        ALL
                                + "where m.id = :id and v.account_id = :account and v.deleted_at is null")
                .param("id", id.uuid())
                .param("account", caller.accountId())
                .query((row, _) -> message(row))
                .optional()
                .filter(message -> caller.reaches(message.server()))
                .orElseThrow(NotFound::new);
    }

    /**
     * Up to {@code limit} matching messages, newest first, after the first {@code offset}.
     * Conditions without an index are checked in a window, so a page can be short and still have a
     * next one.
     *
     * @param counted whether to count all of them
     */
    public Message.Page page(MessageFilter filter, int offset, int limit, boolean counted) {
        var scan = filter.scan();
        var end = scan.windowed() ? end(scan) : null;
        var found =
                jdbc.sql(
                                "%sjoin (%s) p on p.id = m.id order by p.id desc"
                                        .formatted(ALL, scan.ids(end, offset, limit + 1)))
                        .params(scan.parameters())
                        .query((row, _) -> message(row))
                        .list();
        var total = counted && end == null ? count(scan) : null;
        if (found.size() > limit) {
            return new Message.Page(found.subList(0, limit), found.get(limit - 1).id(), total);
        }
        return new Message.Page(found, end == null ? null : new MessageId(end), total);
    }

    /** The end of the window, if the scan doesn't end before it. */
    private @Nullable UUID end(MessageScan scan) {
        return jdbc.sql(scan.end())
                .params(scan.parameters())
                .query(UUID.class)
                .optional()
                .orElse(null);
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

    private Message message(ResultSet row) throws SQLException {
        return new Message(
                Columns.id(row),
                row.getLong("server_id"),
                new Cuid(row.getString("server_cuid")),
                row.getLong("stream_id"),
                new Cuid(row.getString("stream_cuid")),
                row.getString("from_header"),
                row.getString("to_addresses"),
                row.getString("subject"),
                Columns.word(row, "status", MessageStatus.class),
                row.getBoolean("deferred"),
                row.getString("tag"),
                columns.metadata(row),
                row.getLong("size"),
                Columns.moment(row, "created_at"),
                Columns.at(row, "send_at"),
                Columns.at(row, "sent_at"));
    }
}
