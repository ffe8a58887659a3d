package io.sendyard.message;

import io.sendyard.server.ServerPart;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the things that happened to messages are to their server. */
@Component
@Order(50)
class EventsOfServer implements ServerPart {

    private final MessagePurge purge;
    private final JdbcClient jdbc;

    EventsOfServer(MessagePurge purge, JdbcClient jdbc) {
        this.purge = purge;
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "Events";
    }

    @Override
    public long count(long serverId) {
        return jdbc.sql("select count(*) from message_event where server_id = :server")
                .param("server", serverId)
                .query(Long.class)
                .single();
    }

    @Override
    public int purge(long serverId, int atMost) {
        return purge.eventsOfServer(serverId, atMost);
    }
}
