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
     * So many of those asked for, the newest first, behind the first {@code offset} of them. What
     * no index knows is looked for in a window: the page can then be short and have a next one.
     *
     * @param counted whether to tell how many there are
     */
    public Message.Page page(MessageFilter filter, int offset, int limit, boolean counted) {
        var walk = filter.walk();
        var end = walk.windowed() ? end(walk) : null;
        var found =
                jdbc.sql(
                                "%sjoin (%s) p on p.id = m.id order by p.id desc"
                                        .formatted(ALL, walk.ids(end, offset, limit + 1)))
                        .params(walk.parameters())
                        .query((row, _) -> message(row))
                        .list();
        var total = counted && end == null ? count(walk) : null;
        if (found.size() > limit) {
            return new Message.Page(found.subList(0, limit), found.get(limit - 1).id(), total);
        }
        return new Message.Page(found, end == null ? null : new MessageId(end), total);
    }

    /** Where the window ends, if it ends before the walk does. */
    private @Nullable UUID end(MessageScan walk) {
        return jdbc.sql(walk.end())
                .params(walk.parameters())
                .query(UUID.class)
                .optional()
                .orElse(null);
    }

    private @Nullable Long count(MessageScan walk) {
        long count =
                jdbc.sql(
                                "select count(*) from (%s) c"
                                        .formatted(walk.ids(null, 0, MOST_COUNTED + 1)))
                        .params(walk.parameters())
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
