package io.sendyard.message;

import io.sendyard.message.Outcome.Details;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes accepted messages, their content and their recipients, a batch at a time. */
@Component
class MessageRows {

    private static final int AT_ONCE = 500;

    private final JdbcTemplate batches;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Outcomes outcomes;

    MessageRows(JdbcTemplate batches, JdbcClient jdbc, JsonMapper json, Outcomes outcomes) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.json = json;
        this.outcomes = outcomes;
    }

    /**
     * Keeps those servers from being deleted until the transaction ends, and tells which of them
     * were there to be kept.
     *
     * @param hold the database's word for it
     */
    Set<Long> hold(Collection<Long> servers, String hold) {
        return Set.copyOf(
                jdbc.sql(
                                "select id from server where id in (:ids) and deleted_at is null order by id "
                                        + hold)
                        .param("ids", servers)
                        .query(Long.class)
                        .list());
    }

    void insert(List<CheckedMessage> messages) {
        insertMessages(messages);
        insertContents(messages);
        insertRecipients(messages);
        recordRejected(messages);
    }

    private void insertMessages(List<CheckedMessage> messages) {
        batches.batchUpdate(
                """
                insert into message (id, server_id, stream_id, status, deferred, source, from_header, from_key, \
                to_addresses, recipients, subject, tag, metadata, size, created_at, send_at) \
                values (?, ?, ?, ?, false, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """,
                messages,
                AT_ONCE,
                this::bindMessage);
    }

    private void bindMessage(PreparedStatement row, CheckedMessage message) throws SQLException {
        row.setObject(1, message.id().uuid());
        row.setLong(2, message.serverId());
        row.setLong(3, message.streamId());
        row.setString(4, message.status().key());
        row.setString(5, message.source().key());
        row.setString(6, message.from().toString());
        row.setString(7, message.from().address().key());
        row.setString(8, message.recipients().addressed());
        row.setInt(9, message.recipients().all().size());
        row.setString(10, message.subject());
        row.setString(11, message.labels().tag());
        row.setString(12, metadata(message.labels()));
        row.setLong(13, message.content().length);
        row.setObject(14, utc(message.createdAt()));
        bind(row, 15, message.sendAt());
    }

    private void insertContents(List<CheckedMessage> messages) {
        batches.batchUpdate(
                "insert into message_content (message_id, content) values (?, ?)",
                messages,
                AT_ONCE,
                (row, message) -> {
                    row.setObject(1, message.id().uuid());
                    row.setBytes(2, message.content());
                });
    }

    private void insertRecipients(List<CheckedMessage> messages) {
        batches.batchUpdate(
                """
                insert into recipient (message_id, server_id, stream_id, kind, address, address_key, domain, \
                status, lane, due_at, lease, attempts, give_up_at) \
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?)\
                """,
                messages.stream().flatMap(MessageRows::rows).toList(),
                AT_ONCE,
                MessageRows::bindRecipient);
    }

    private static Stream<Row> rows(CheckedMessage message) {
        return message.recipients().all().stream().map(one -> new Row(message, one));
    }

    private static void bindRecipient(PreparedStatement row, Row wanted) throws SQLException {
        var message = wanted.message();
        var address = wanted.recipient().address();
        boolean rejected = message.rejects(wanted.recipient());
        row.setObject(1, message.id().uuid());
        row.setLong(2, message.serverId());
        row.setLong(3, message.streamId());
        row.setString(4, wanted.recipient().kind().key());
        row.setString(5, address.toString());
        row.setString(6, address.key());
        row.setString(7, address.domain().value());
        row.setString(8, (rejected ? MessageStatus.REJECTED : message.waiting()).key());
        if (rejected) {
            row.setNull(9, Types.SMALLINT);
        } else {
            row.setInt(9, message.lane());
        }
        bind(row, 10, rejected ? null : message.dueAt());
        row.setObject(11, utc(message.giveUpAt()));
    }

    /** Those who must not be mailed are done with, and their timeline says why. */
    private void recordRejected(List<CheckedMessage> messages) {
        var rejected =
                messages.stream()
                        .filter(message -> !message.suppressed().isEmpty())
                        .flatMap(this::rejections)
                        .toList();
        if (!rejected.isEmpty()) {
            outcomes.record(rejected);
        }
    }

    private Stream<Outcome> rejections(CheckedMessage message) {
        var ids =
                jdbc.sql("select address_key, id from recipient where message_id = :id order by id")
                        .param("id", message.id().uuid())
                        .query((row, _) -> new Found(row.getString(1), row.getLong(2)))
                        .list();
        return ids.stream()
                .filter(found -> message.suppressed().containsKey(found.addressKey()))
                .map(found -> rejection(message, found));
    }

    private static Outcome rejection(CheckedMessage message, Found recipient) {
        var reason = message.suppressed().get(recipient.addressKey());
        return new Outcome(
                message.id(),
                recipient.id(),
                message.serverId(),
                message.streamId(),
                EventType.REJECTED,
                message.createdAt(),
                "This address is on the suppression list: "
                        + (reason == null ? "" : reason.label().toLowerCase(Locale.ROOT))
                        + ".",
                Details.none(),
                null);
    }

    private @Nullable String metadata(Labels labels) {
        return labels.metadata().isEmpty() ? null : json.writeValueAsString(labels.metadata());
    }

    private static void bind(PreparedStatement row, int index, @Nullable Instant instant)
            throws SQLException {
        if (instant == null) {
            row.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            row.setObject(index, utc(instant));
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** A recipient of a message that is being stored. */
    private record Row(CheckedMessage message, Recipients.One recipient) {}

    /** A recipient that was stored. */
    private record Found(String addressKey, long id) {}
}
