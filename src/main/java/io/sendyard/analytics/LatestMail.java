package io.sendyard.analytics;

import io.sendyard.core.MessageId;
import io.sendyard.message.MessageState;
import io.sendyard.message.MessageStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A server's newest messages and what still waits there, in one question. Both read a bounded
 * number of rows, so that ten million messages cost what a thousand do.
 */
@Component
public class LatestMail {

    /** How many are shown. */
    public static final int MESSAGES = 5;

    /** How many that wait are counted in each lane. */
    public static final int COUNTED = 1_000;

    /** Those whose turn comes first; what is scheduled comes later and is on no way yet. */
    private static final String WAITING =
            """
            from (select message_id, status from
                     (select message_id, status from recipient where lane = 0 and server_id = :server
                      order by lane, server_id, due_at limit :counted) transactional
                  union all
                  select message_id, status from
                     (select message_id, status from recipient where lane = 1 and server_id = :server
                      order by lane, server_id, due_at limit :counted) broadcast) q
            where q.status in ('queued', 'sending')
            """;

    private static final String LATEST =
            """
            select l.*, s.name as stream, (select count(*) %1$s) as waiting,
                (select q.message_id %1$s order by q.message_id limit 1) as oldest
            from (select m.id, m.stream_id, m.status, m.deferred, substring(m.to_addresses, 1, 400) as addresses, m.recipients, m.subject, m.created_at
                  from message m where m.server_id = :server order by m.server_id, m.id desc nulls last limit :messages) l
            join stream s on s.id = l.stream_id order by l.id desc\
            """
                    .formatted(WAITING);

    private final JdbcClient jdbc;

    LatestMail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a server's mail is doing now. */
    public Now of(long serverId) {
        return jdbc
                .sql(LATEST)
                .param("server", serverId)
                .param("messages", MESSAGES)
                .param("counted", COUNTED + 1)
                .query((row, _) ->
                        new Now(row.getLong("waiting"), oldest(row), List.of(message(row))))
                .list()
                .stream()
                .reduce(Now.NOTHING, Now::and);
    }

    private static @Nullable Instant oldest(ResultSet row) throws SQLException {
        var id = row.getObject("oldest", UUID.class);
        return id == null ? null : new MessageId(id).createdAt();
    }

    private static LatestMessage message(ResultSet row) throws SQLException {
        return new LatestMessage(
                new MessageId(row.getObject("id", UUID.class)),
                row.getString("stream"),
                MessageState.of(
                        MessageStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                        row.getBoolean("deferred")),
                row.getString("addresses").split(", ", 2)[0],
                row.getInt("recipients"),
                row.getString("subject"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /**
     * What a server's mail is doing.
     *
     * @param waiting how many recipients' copies are on their way, counted up to a limit
     * @param oldest when the message came that waits longest; null where none waits
     * @param latest the newest messages, the newest first
     */
    public record Now(long waiting, @Nullable Instant oldest, List<LatestMessage> latest) {

        static final Now NOTHING = new Now(0, null, List.of());

        /** Whether there are more on their way than were counted. */
        public boolean more() {
            return waiting > COUNTED;
        }

        private Now and(Now row) {
            var all = new ArrayList<>(latest);
            all.addAll(row.latest);
            return new Now(row.waiting, row.oldest, all);
        }
    }

    /**
     * A message as the overview lists it.
     *
     * @param to the first it is addressed to
     * @param recipients how many it has
     */
    public record LatestMessage(
            MessageId id,
            String stream,
            MessageState state,
            String to,
            int recipients,
            String subject,
            Instant createdAt) {}
}
