package io.sendyard.message;

import io.sendyard.core.MessageId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The stored content of messages, as delivery reads it. */
@Component
public class StoredContents {

    private final JdbcClient jdbc;

    StoredContents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A message's stored content; empty if it is gone.
     *
     * @param most bytes; larger content is not read
     */
    public Optional<StoredContent> find(MessageId message, int most) {
        return jdbc.sql(
                        """
                        select m.from_key, m.size, case when m.size <= ? then c.content end
                        from message m join message_content c on c.message_id = m.id
                        where m.id = ?\
                        """)
                .params(most, message.uuid())
                .query((row, _) ->
                        new StoredContent(row.getString(1), row.getLong(2), row.getBytes(3)))
                .optional();
    }

    /**
     * A message's content.
     *
     * @param from the sender's address
     * @param size in bytes
     * @param content null if it is larger than what was asked for
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record StoredContent(String from, long size, byte @Nullable [] content) {}
}
