package io.sendyard.message;

import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one message with all that is kept of it. */
@Component
public class MessageRecords {

    private static final int MOST = 200;

    private static final Pattern LINE = Pattern.compile("\\s*(\\d+)?\\s*([SC])(?::? )?(.*)");

    private final JdbcClient jdbc;
    private final JsonMapper json;

    MessageRecords(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
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
    public Optional<Found> findInAccount(long accountId, MessageId id) {
        return jdbc.sql(
                        """
                        select v.cuid, v.name, m.subject from message m
                        join server v on v.id = m.server_id
                        where m.id = :id and v.account_id = :account and v.deleted_at is null\
                        """)
                .param("id", id.uuid())
                .param("account", accountId)
                .query((row, _) ->
                        new Found(
                                Cuid.of(row.getString("cuid")),
                                row.getString("name"),
                                row.getString("subject")))
                .optional();
    }

    /** What happened to a message. */
    public Timeline timeline(LoggedMessage message) {
        var events =
                jdbc.sql(
                                """
                                select e.type, e.at, e.details, e.conversation, r.address,
                                case when r.status = e.type then r.reason end as reason
                                from message_event e left join recipient r on r.id = e.recipient_id
                                where e.message_id = :id order by e.id fetch first %d rows only\
                                """
                                        .formatted(MOST))
                        .param("id", message.id().uuid())
                        .query((row, _) -> event(row))
                        .list();
        var recipients =
                jdbc.sql(
                                """
                                select r.kind, r.address, r.status, r.attempts, r.reason,
                                r.due_at, r.ended_at from recipient r
                                where r.message_id = :id order by r.id fetch first %d rows only\
                                """
                                        .formatted(MOST))
                        .param("id", message.id().uuid())
                        .query((row, _) -> recipient(row))
                        .list();
        return new Timeline(
                events, recipients, events.size() == MOST || message.recipients() > MOST);
    }

    private LoggedMessage message(ResultSet row) throws SQLException {
        var content = row.getBytes("content");
        return new LoggedMessage(
                MessageLog.id(row),
                row.getLong("server_id"),
                Cuid.of(row.getString("stream_cuid")),
                row.getString("stream_name"),
                MessageLog.state(row),
                row.getString("source"),
                row.getString("from_header"),
                row.getInt("recipients"),
                row.getString("subject"),
                row.getString("tag"),
                pairs(row.getString("metadata")),
                row.getLong("size"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                at(row, "send_at"),
                at(row, "sent_at"),
                content == null ? null : new MessageContent(content));
    }

    private Timeline.Event event(ResultSet row) throws SQLException {
        var details = tree(row.getString("details"));
        return new Timeline.Event(
                EventType.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("address"),
                row.getString("reason"),
                details(details),
                conversation(row.getString("conversation")));
    }

    private static Timeline.Recipient recipient(ResultSet row) throws SQLException {
        var status = MessageStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
        int attempts = row.getInt("attempts");
        return new Timeline.Recipient(
                row.getString("kind").toLowerCase(Locale.ROOT),
                row.getString("address"),
                MessageState.of(status, attempts > 0),
                attempts,
                row.getString("reason"),
                status.ended() ? null : at(row, "due_at"),
                at(row, "ended_at"));
    }

    private static Outcome.Details details(JsonNode node) {
        return new Outcome.Details(
                number(node, "replyCode").map(Number::intValue).orElse(null),
                text(node, "enhancedCode"),
                text(node, "text"),
                text(node, "remoteHost"),
                text(node, "remoteAddress"),
                text(node, "tls"),
                number(node, "durationMillis").map(Number::longValue).orElse(null),
                bounceClass(text(node, "bounceClass")),
                number(node, "attempt").map(Number::intValue).orElse(null),
                instant(text(node, "nextAttemptAt")));
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

    private Map<String, String> pairs(@Nullable String text) {
        var pairs = new LinkedHashMap<String, String>();
        tree(text)
                .properties()
                .forEach(pair -> pairs.put(pair.getKey(), pair.getValue().asString("")));
        return pairs;
    }

    private JsonNode tree(@Nullable String text) {
        try {
            return json.readTree(text == null || text.isBlank() ? "{}" : text);
        } catch (JacksonException e) {
            return json.createObjectNode();
        }
    }

    private static @Nullable String text(JsonNode node, String name) {
        var value = node.get(name);
        return value == null || !value.isString() ? null : value.stringValue();
    }

    private static Optional<Number> number(JsonNode node, String name) {
        var value = node.get(name);
        return value != null && value.isNumber()
                ? Optional.of(value.numberValue())
                : Optional.empty();
    }

    private static @Nullable BounceClass bounceClass(@Nullable String key) {
        return key == null
                ? null
                : List.of(BounceClass.values()).stream()
                        .filter(word -> word.name().equalsIgnoreCase(key))
                        .findAny()
                        .orElse(null);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (java.time.DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** Where a message is. */
    public record Found(Cuid server, String serverName, String subject) {}
}
