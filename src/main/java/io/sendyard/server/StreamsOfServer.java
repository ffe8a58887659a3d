package io.sendyard.server;

import org.springframework.core.annotation.Order;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** The streams of a server, counted and purged with it. */
@Component
@Order(10)
class StreamsOfServer implements ServerPart {

    private final Streams streams;

    StreamsOfServer(Streams streams) {
        this.streams = streams;
    }

    @Override
    public String name() {
        return "Streams";
    }

    @Override
    public long count(long serverId) {
        return streams.countAllOf(serverId);
    }

    @Override
    public int purge(long serverId, int atMost) {
        return streams.deleteAll(streams.idsOf(serverId, Limit.of(atMost)));
    }
}
