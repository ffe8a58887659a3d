package io.sendyard.message;

import io.sendyard.core.MessageId;
import io.sendyard.message.ImmediateDelivery.StoredRecipient;
import io.sendyard.message.Outcome.Details;
import io.sendyard.server.Mode;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes accepted messages and their content, a batch at a time. */
@Component
class MessageInserts {

    private static final int AT_ONCE = 500;
    private static final int PARTS_AT_ONCE = 100;

    private final JdbcTemplate batches;
    private final JsonMapper json;
    private final RecipientInserts recipients;
    private final Outcomes outcomes;

    MessageInserts(
            JdbcTemplate batches, JsonMapper json, RecipientInserts recipients, Outcomes outcomes) {
        this.batches = batches;
        this.json = json;
        this.recipients = recipients;
        this.outcomes = outcomes;
    }

    /**
     * Inserts messages and returns the recipients that are reserved for immediate delivery.
     *
     * @param servers their servers, locked
     * @param taken the messages reserved for immediate delivery, for one lease
     */
    List<StoredRecipient> insert(
            List<ReadyMessage> messages,
            Map<Long, Mode> servers,
            Set<MessageId> taken,
            Duration lease) {
        insertMessages(messages);
        insertContents(messages);
        var stored = recipients.insert(messages, taken, lease);
        recordRejected(stored);
        return stored.stream()
                .filter(one -> one.is(MessageStatus.SENDING))
                .map(one -> one.recipient(servers.get(one.message().serverId()) == Mode.SANDBOX))
                .toList();
    }

    private void insertMessages(List<ReadyMessage> messages) {
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

    private void bindMessage(PreparedStatement row, ReadyMessage message) throws SQLException {
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

    private void insertContents(List<ReadyMessage> messages) {
        batches.batchUpdate(
                "insert into message_content (message_id, content) values (?, ?)",
                messages,
                AT_ONCE,
                (row, message) -> {
                    row.setObject(1, message.id().uuid());
                    row.setBytes(2, new ContentPart(message, 0).octets());
                });
        var rest = messages.stream().flatMap(ContentPart::afterTheFirst).toList();
        // An empty batch prepares its statement all the same, and nearly every message is small.
        if (!rest.isEmpty()) {
            batches.batchUpdate(
                    "insert into message_content_part (message_id, number, content) values (?, ?, ?)",
                    rest,
                    PARTS_AT_ONCE,
                    (row, part) -> {
                        row.setObject(1, part.message().id().uuid());
                        row.setInt(2, part.number());
                        row.setBytes(3, part.octets());
                    });
        }
    }

    /** Those who must not be mailed are done with, and their timeline says why. */
    private void recordRejected(List<RecipientInserts.StoredRow> stored) {
        var rejected =
                stored.stream()
                        .filter(one -> one.is(MessageStatus.REJECTED))
                        .map(MessageInserts::rejection)
                        .toList();
        if (!rejected.isEmpty()) {
            outcomes.record(rejected);
        }
    }

    private static Outcome rejection(RecipientInserts.StoredRow recipient) {
        var message = recipient.message();
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

    /** One of the parts in which a content is stored. */
    private record ContentPart(ReadyMessage message, int number) {

        private static final int MOST_OCTETS = 64 * 1024;

        static Stream<ContentPart> afterTheFirst(ReadyMessage message) {
            int last = (message.content().length - 1) / MOST_OCTETS;
            return IntStream.rangeClosed(1, last).mapToObj(n -> new ContentPart(message, n));
        }

        byte[] octets() {
            var whole = message.content();
            int from = number * MOST_OCTETS;
            return whole.length <= MOST_OCTETS
                    ? whole
                    : Arrays.copyOfRange(whole, from, Math.min(whole.length, from + MOST_OCTETS));
        }
    }
}
