package io.sendyard.message;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the recipient that a bounce, a complaint or an outcome is about. */
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

    /** A recipient's address, and the message, server and stream that it belongs to. */
    public record Found(MessageId messageId, long serverId, long streamId, EmailAddress address) {}
}
