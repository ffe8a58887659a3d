package io.sendyard.message;

import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import io.sendyard.mime.MessageContent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads one message with all that is kept of it. */
@Component
public class MessageRecords {

    private static final Pattern LINE = Pattern.compile("\\s*(\\d+)?\\s*([SC])(?::? )?(.*)");

    private final JdbcClient jdbc;
    private final Columns columns;

    MessageRecords(JdbcClient jdbc, Columns columns) {
        this.jdbc = jdbc;
        this.columns = columns;
    }

    /** A message of a server, with its content. */
    public Optional<LoggedMessage> find(long serverId, MessageId id) {
        return jdbc.sql(
                        """
                        select m.*, s.cuid as stream_cuid, s.name as stream_name, c.content
                        from message m join stream s on s.id = m.stream_id
                        left join message_content c on c.message_id = m.id
                        where m.id = :id and m.server_id = :server\
                        """)
                .param("id", id.uuid())
                .param("server", serverId)
                .query((row, _) -> message(row))
                .optional();
    }

    /** The server, among those of an account, that has that message, and its subject. */
    public Optional<MessageSummary> findInAccount(long accountId, MessageId id) {
        return jdbc.sql(
                        """
                        select v.cuid, v.name, m.subject from message m
                        join server v on v.id = m.server_id
                        where m.id = :id and v.account_id = :account and v.deleted_at is null\
                        """)
                .param("id", id.uuid())
                .param("account", accountId)
                .query((row, _) ->
                        new MessageSummary(
                                Cuid.of(row.getString("cuid")),
                                row.getString("name"),
                                row.getString("subject")))
                .optional();
    }

    /** What happened to a message, with the conversations of its tries. */
    public Timeline timeline(MessageId id) {
        return timeline(id, "e.conversation", 200);
    }

    /** The same, longer and without the conversations. */
    public Timeline outline(MessageId id) {
        return timeline(id, "null as conversation", 1_000);
    }

    private Timeline timeline(MessageId id, String conversation, int most) {
        var events =
                jdbc.sql(
                                """
                                select e.type, e.at, e.details, %s, r.address,
                                case when r.status = e.type then r.reason end as reason
                                from message_event e left join recipient r on r.id = e.recipient_id
                                where e.message_id = :id order by e.id fetch first %d rows only\
                                """
                                        .formatted(conversation, most))
                        .param("id", id.uuid())
                        .query((row, _) -> event(row))
                        .list();
        var recipients =
                jdbc.sql(
                                """
                                select r.kind, r.address, r.status, r.attempts, r.reason,
                                r.due_at, r.ended_at from recipient r
                                where r.message_id = :id order by r.id fetch first %d rows only\
                                """
                                        .formatted(most))
                        .param("id", id.uuid())
                        .query((row, _) -> recipient(row))
                        .list();
        return new Timeline(events, recipients, events.size() == most || recipients.size() == most);
    }

    private LoggedMessage message(ResultSet row) throws SQLException {
        var content = row.getBytes("content");
        return new LoggedMessage(
                Columns.id(row),
                row.getLong("server_id"),
                Cuid.of(row.getString("stream_cuid")),
                row.getString("stream_name"),
                Columns.state(row),
                row.getString("source"),
                row.getString("from_header"),
                row.getInt("recipients"),
                row.getString("subject"),
                row.getString("tag"),
                columns.metadata(row),
                row.getLong("size"),
                Columns.moment(row, "created_at"),
                Columns.at(row, "send_at"),
                Columns.at(row, "sent_at"),
                content == null ? null : new MessageContent(content));
    }

    private Timeline.MessageEvent event(ResultSet row) throws SQLException {
        return new Timeline.MessageEvent(
                Columns.word(row, "type", EventType.class),
                Columns.moment(row, "at"),
                row.getString("address"),
                row.getString("reason"),
                columns.details(row),
                conversation(row.getString("conversation")));
    }

    private static Timeline.Recipient recipient(ResultSet row) throws SQLException {
        return new Timeline.Recipient(
                Columns.word(row, "kind", RecipientKind.class),
                row.getString("address"),
                Columns.word(row, "status", MessageStatus.class),
                row.getInt("attempts"),
                row.getString("reason"),
                Columns.at(row, "due_at"),
                Columns.at(row, "ended_at"));
    }

    private static List<Timeline.Line> conversation(@Nullable String text) {
        return text == null
                ? List.of()
                : text.lines().limit(1_000).map(MessageRecords::line).toList();
    }

    private static Timeline.Line line(String text) {
        var parts = LINE.matcher(text);
        return parts.matches()
                ? new Timeline.Line(parts.group(1), parts.group(2), parts.group(3))
                : new Timeline.Line(null, "", text);
    }

    /** Where a message is. */
    public record MessageSummary(Cuid server, String serverName, String subject) {}
}
