package io.sendyard.message;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes messages of servers and streams that are gone, with all that hangs on them. */
@Component
class MessagePurge {

    /** A message can have a thousand recipients; a transaction is to end soon. */
    private static final int MOST_RECIPIENTS = 5_000;

    private final JdbcClient jdbc;

    MessagePurge(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    int ofServer(long serverId, int atMost) {
        return purge("server_id", serverId, atMost);
    }

    int ofStream(long streamId, int atMost) {
        return purge("stream_id", streamId, atMost);
    }

    int eventsOfServer(long serverId, int atMost) {
        // In one statement H2 would ask for all of them anew before each row it deletes.
        var events =
                jdbc.sql(
                                "select id from message_event where server_id = :server fetch first %d rows only"
                                        .formatted(atMost))
                        .param("server", serverId)
                        .query(Long.class)
                        .list();
        return events.isEmpty()
                ? 0
                : jdbc.sql("delete from message_event where id in (:ids)")
                        .param("ids", events)
                        .update();
    }

    private int purge(String owner, long id, int atMost) {
        var messages = next(owner, id, atMost);
        if (messages.isEmpty()) {
            return 0;
        }
        // Who would write an event at this moment waits, and then finds no message.
        run("select id from message where id in (:ids) order by id for update", messages);
        delete("delete from message_event where message_id in (:ids)", messages);
        delete("delete from recipient where message_id in (:ids)", messages);
        delete("delete from message_content where message_id in (:ids)", messages);
        return delete("delete from message where id in (:ids)", messages);
    }

    private List<UUID> next(String owner, long id, int atMost) {
        var next = new ArrayList<UUID>();
        int recipients = 0;
        for (var found : found(owner, id, atMost)) {
            recipients += found.recipients();
            if (!next.isEmpty() && recipients > MOST_RECIPIENTS) {
                break;
            }
            next.add(found.id());
        }
        return next;
    }

    private List<PurgedMessage> found(String owner, long id, int atMost) {
        return jdbc.sql(
                        "select id, recipients from message where %1$s = :owner order by %1$s, id desc nulls last fetch first %2$d rows only"
                                .formatted(owner, atMost))
                .param("owner", id)
                .query((row, _) -> new PurgedMessage(row.getObject(1, UUID.class), row.getInt(2)))
                .list();
    }

    private void run(String sql, List<UUID> messages) {
        jdbc.sql(sql).param("ids", messages).query().listOfRows();
    }

    private int delete(String sql, List<UUID> messages) {
        return jdbc.sql(sql).param("ids", messages).update();
    }

    private record PurgedMessage(UUID id, int recipients) {}
}
