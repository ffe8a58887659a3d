package io.sendyard.message;

import io.sendyard.core.MessageId;
import io.sendyard.database.DatabaseClock;
import io.sendyard.message.ImmediateDelivery.StoredRecipient;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;

/** Writes the recipients of accepted messages, which are the queue, a batch at a time. */
@Component
class RecipientInserts {

    private static final int AT_ONCE = 500;

    private final JdbcTemplate batches;

    RecipientInserts(JdbcTemplate batches) {
        this.batches = batches;
    }

    /**
     * Inserts recipients in the order in which their messages name them.
     *
     * @param taken the messages reserved for immediate delivery
     * @param lease of those
     */
    List<StoredRow> insert(List<ReadyMessage> messages, Set<MessageId> taken, Duration lease) {
        var rows = messages.stream().flatMap(message -> rows(message, taken)).toList();
        var stored = new ArrayList<StoredRow>(rows.size());
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            var some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
            stored.addAll(insert(some, lease));
        }
        return stored;
    }

    private List<StoredRow> insert(List<Row> rows, Duration lease) {
        var keys = new GeneratedKeyHolder();
        batches.batchUpdate(
                connection ->
                        connection.prepareStatement(
                                """
                                insert into recipient (message_id, server_id, stream_id, kind, address, address_key, \
                                domain, status, lane, due_at, lease, attempts, give_up_at) \
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, \
                                case when ? = 'sending' then %s else cast(? as timestamp(3) with time zone) end, \
                                ?, 0, ?)\
                                """
                                        .formatted(DatabaseClock.in(lease)),
                                new String[] {"id"}),
                new BatchPreparedStatementSetter() {
                    @Override
                    public void setValues(PreparedStatement statement, int number)
                            throws SQLException {
                        bind(statement, rows.get(number));
                    }

                    @Override
                    public int getBatchSize() {
                        return rows.size();
                    }
                },
                keys);
        var ids = keys.getKeyList();
        var stored = new ArrayList<StoredRow>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            var id = (Number) Objects.requireNonNull(ids.get(i).get("id"));
            stored.add(new StoredRow(rows.get(i), id.longValue()));
        }
        return stored;
    }

    private static Stream<Row> rows(ReadyMessage message, Set<MessageId> taken) {
        var waiting = taken.contains(message.id()) ? MessageStatus.SENDING : message.waiting();
        return message.recipients().all().stream()
                .map(one ->
                        new Row(
                                message,
                                one,
                                message.rejects(one) ? MessageStatus.REJECTED : waiting));
    }

    private static void bind(PreparedStatement statement, Row row) throws SQLException {
        var message = row.message;
        var address = row.recipient.address();
        var status = row.status;
        statement.setObject(1, message.id().uuid());
        statement.setLong(2, message.serverId());
        statement.setLong(3, message.streamId());
        statement.setString(4, row.recipient.kind().key());
        statement.setString(5, address.toString());
        statement.setString(6, address.key());
        statement.setString(7, address.domain().value());
        statement.setString(8, status.key());
        if (status == MessageStatus.REJECTED) {
            statement.setNull(9, Types.SMALLINT);
            statement.setNull(11, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setInt(9, message.lane().number());
            bind(statement, 11, message.dueAt());
        }
        statement.setString(10, status.key());
        statement.setInt(12, status == MessageStatus.SENDING ? StoredRecipient.LEASE : 0);
        bind(statement, 13, message.giveUpAt());
    }

    private static void bind(PreparedStatement statement, int index, Instant instant)
            throws SQLException {
        statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
    }

    /** A recipient of a message that is to be stored. */
    record Row(ReadyMessage message, Addressees.One recipient, MessageStatus status) {}

    /** One that is stored. */
    record StoredRow(Row row, long id) {

        ReadyMessage message() {
            return row.message;
        }

        String addressKey() {
            return row.recipient.address().key();
        }

        boolean is(MessageStatus status) {
            return row.status == status;
        }

        StoredRecipient recipient(boolean sandbox) {
            return new StoredRecipient(id, row.recipient.address(), row.message, sandbox);
        }
    }
}
