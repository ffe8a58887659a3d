package io.sendyard.message;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The recipients that wait for delivery, by lane and server. */
@Component
public class DueRecipients {

    private final JdbcClient jdbc;

    DueRecipients(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The next server, by id, with rows in a lane; deleted or not, due or not. The query asks for
     * id + 1 or more: for "more than", H2 scans all rows of the previous server.
     */
    public OptionalLong serverAfter(Lane lane, long serverId) {
        return jdbc
                .sql(
                        """
                        select server_id from recipient where lane = ? and server_id >= ?
                        order by lane, server_id limit 1\
                        """)
                .params(lane.number(), serverId + 1)
                .query(Long.class)
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** A server's due recipients, the longest due first. */
    public List<DueRecipient> ofServer(Lane lane, long serverId, Instant now, int most, int after) {
        return jdbc.sql(
                        """
                        select id, message_id, server_id, stream_id, lane, address, lease, attempts, give_up_at, reason
                        from recipient where lane = ? and server_id = ? and due_at <= ?
                        and (status <> 'sending' or due_at <= current_timestamp)
                        order by lane, server_id, due_at limit ? offset ?\
                        """)
                .params(lane.number(), serverId, now.atOffset(ZoneOffset.UTC), most, after)
                .query((row, _) -> read(row))
                .list();
    }

    private static DueRecipient read(ResultSet row) throws SQLException {
        return new DueRecipient(
                new RecipientLease(row.getLong("id"), row.getInt("lease")),
                new MessageId(row.getObject("message_id", UUID.class)),
                row.getLong("server_id"),
                row.getLong("stream_id"),
                Lane.of(row.getInt("lane")),
                EmailAddress.parse(row.getString("address")).orElseThrow(),
                row.getInt("attempts"),
                row.getObject("give_up_at", OffsetDateTime.class).toInstant(),
                row.getString("reason"));
    }
}
