package io.sendyard.message;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how far the recipients of many messages are, in one query. */
@Component
class RecipientLookup {

    private final JdbcClient jdbc;

    RecipientLookup(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    /**
     * The recipients of a message with one status.
     *
     * @param attempts the most that were made for one of them
     */
    record RecipientProgress(UUID message, MessageStatus status, int attempts) {}
}
