package io.sendyard.message;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads recipients by their ids and their messages, for bounces, complaints and outcomes. */
@Component
public class RecipientLookup {

    private final JdbcClient jdbc;

    RecipientLookup(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The recipient with this id; empty if its message is gone. */
    public Optional<Found> find(long recipientId) {
        return jdbc.sql(
                        "select message_id, server_id, stream_id, address from recipient where id ="
                                + " ?")
                .param(recipientId)
                .query((row, _) ->
                        new Found(
                                new MessageId(row.getObject("message_id", UUID.class)),
                                row.getLong("server_id"),
                                row.getLong("stream_id"),
                                EmailAddress.parse(row.getString("address")).orElseThrow()))
                .optional();
    }

    /** The statuses of messages' recipients, once for each message and status. */
    List<RecipientProgress> progress(List<UUID> messages) {
        return jdbc.sql(
                        """
                        select message_id, status, max(attempts) from recipient
                        where message_id in (:ids) group by message_id, status\
                        """)
                .param("ids", messages)
                .query((row, _) ->
                        new RecipientProgress(
                                row.getObject(1, UUID.class),
                                MessageStatus.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                                row.getInt(3)))
                .list();
    }

    /** A recipient's address, and the message, server and stream that it belongs to. */
    public record Found(MessageId messageId, long serverId, long streamId, EmailAddress address) {}

    /**
     * The recipients of a message with one status.
     *
     * @param attempts the most that were made for one of them
     */
    record RecipientProgress(UUID message, MessageStatus status, int attempts) {}
}
