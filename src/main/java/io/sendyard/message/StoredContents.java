package io.sendyard.message;

import io.sendyard.core.MessageId;
import java.util.List;
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
        var parts =
                jdbc.sql(
                                """
                                select m.from_key, m.size, case when m.size <= :most then c.content end
                                from message m join stored_content c on c.message_id = m.id
                                where m.id = :id and (c.number = 0 or m.size <= :most) order by c.number\
                                """)
                        .param("most", most)
                        .param("id", message.uuid())
                        .query((row, _) ->
                                new StoredContent(
                                        row.getString(1), row.getLong(2), row.getBytes(3)))
                        .list();
        return parts.stream().findFirst().map(first -> first.with(parts));
    }

    /** The parts of a content as one. */
    static byte[] joined(List<byte[]> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        var whole = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int end = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, whole, end, part.length);
            end += part.length;
        }
        return whole;
    }

    /**
     * A message's content.
     *
     * @param from the sender's address
     * @param size in bytes
     * @param content null if it is larger than what was asked for
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record StoredContent(String from, long size, byte @Nullable [] content) {

        private StoredContent with(List<StoredContent> parts) {
            return content == null || parts.size() == 1
                    ? this
                    : new StoredContent(
                            from,
                            size,
                            joined(parts.stream().map(StoredContent::content).toList()));
        }
    }
}
