package io.sendyard.message;

import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import io.sendyard.web.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds messages that were accepted. */
@Component
public class SentMessages {

    private static final int MOST_COUNTED = 10_000;

    private static final String ALL =
            """
            select m.*, v.cuid as server_cuid, s.cuid as stream_cuid from message m \
            join server v on v.id = m.server_id join stream s on s.id = m.stream_id \
            """;

    private final JdbcClient jdbc;
    private final Columns columns;

    SentMessages(JdbcClient jdbc, Columns columns) {
        this.jdbc = jdbc;
        this.columns = columns;
    }

    /**
     * The message with that id, of a server that the caller reaches.
     *
     * @throws NotFound where there is none for this caller
     */
    public SentMessage find(Caller caller, MessageId id) {
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

    /** So many of those asked for, the newest first, behind the first {@code offset} of them. */
    public SentMessage.Page page(MessageFilter filter, int offset, int limit) {
        var condition = filter.condition();
        var found =
                jdbc.sql(
                                "%swhere %s order by m.server_id, m.id desc offset %d rows fetch first %d rows only"
                                        .formatted(ALL, condition.sql(), offset, limit + 1))
                        .params(condition.values())
                        .query((row, _) -> message(row))
                        .list();
        return found.size() > limit
                ? new SentMessage.Page(found.subList(0, limit), found.get(limit - 1).id())
                : new SentMessage.Page(found, null);
    }

    /** How many are asked for; empty where they are more than 10,000. */
    public OptionalLong count(MessageFilter filter) {
        var condition = filter.condition();
        long count =
                jdbc.sql(
                                "select count(*) from (select m.id from message m where %s fetch first %d rows only) c"
                                        .formatted(condition.sql(), MOST_COUNTED + 1))
                        .params(condition.values())
                        .query(Long.class)
                        .single();
        return count > MOST_COUNTED ? OptionalLong.empty() : OptionalLong.of(count);
    }

    private SentMessage message(ResultSet row) throws SQLException {
        return new SentMessage(
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
