package io.sendyard.message;

import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import io.sendyard.web.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Finds messages that were accepted. */
@Component
public class SentMessages {

    private static final int MOST_COUNTED = 10_000;
    private static final int MOST_SHOWN = 1_000;
    private static final TypeReference<Map<String, String>> PAIRS = new TypeReference<>() {};

    private static final String ALL =
            """
            select m.*, v.cuid as server_cuid, s.cuid as stream_cuid from message m \
            join server v on v.id = m.server_id join stream s on s.id = m.stream_id \
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SentMessages(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
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

    /** To whom a message goes, 1,000 of them at the most. */
    public List<SentMessage.Recipient> recipients(MessageId id) {
        return jdbc.sql(
                        """
                        select kind, address, status, reason, attempts, ended_at from recipient \
                        where message_id = :id order by id fetch first %d rows only\
                        """
                                .formatted(MOST_SHOWN))
                .param("id", id.uuid())
                .query((row, _) ->
                        new SentMessage.Recipient(
                                row.getString("address"),
                                word(RecipientKind.class, row.getString("kind")),
                                word(MessageStatus.class, row.getString("status")),
                                row.getString("reason"),
                                row.getInt("attempts"),
                                at(row, "ended_at")))
                .list();
    }

    /** What happened to a message, in its order, 1,000 things at the most. */
    public List<SentMessage.Event> events(MessageId id) {
        return jdbc.sql(
                        """
                        select e.type, e.at, e.details, r.address from message_event e \
                        left join recipient r on r.id = e.recipient_id \
                        where e.message_id = :id order by e.id fetch first %d rows only\
                        """
                                .formatted(MOST_SHOWN))
                .param("id", id.uuid())
                .query((row, _) ->
                        new SentMessage.Event(
                                word(EventType.class, row.getString("type")),
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                row.getString("address"),
                                json.readValue(row.getString("details"), Outcome.Details.class)))
                .list();
    }

    private SentMessage message(ResultSet row) throws SQLException {
        var metadata = row.getString("metadata");
        return new SentMessage(
                new MessageId(row.getObject("id", UUID.class)),
                row.getLong("server_id"),
                new Cuid(row.getString("server_cuid")),
                row.getLong("stream_id"),
                new Cuid(row.getString("stream_cuid")),
                row.getString("from_header"),
                row.getString("to_addresses"),
                row.getString("subject"),
                word(MessageStatus.class, row.getString("status")),
                row.getBoolean("deferred"),
                row.getString("tag"),
                metadata == null ? Map.of() : json.readValue(metadata, PAIRS),
                row.getLong("size"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                at(row, "send_at"),
                at(row, "sent_at"));
    }

    private static <T extends Enum<T>> T word(Class<T> type, String key) {
        return Enum.valueOf(type, key.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        var moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
