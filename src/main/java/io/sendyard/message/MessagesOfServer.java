package io.sendyard.message;

import io.sendyard.server.ServerPart;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What messages are to their server. */
@Component
@Order(40)
class MessagesOfServer implements ServerPart {

    private final MessagePurge purge;
    private final JdbcClient jdbc;

    MessagesOfServer(MessagePurge purge, JdbcClient jdbc) {
        this.purge = purge;
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "Messages";
    }

    @Override
    public long count(long serverId) {
        return jdbc.sql("select count(*) from message where server_id = :server")
                .param("server", serverId)
                .query(Long.class)
                .single();
    }

    @Override
    public int purge(long serverId, int atMost) {
        return purge.ofServer(serverId, atMost);
    }
}
