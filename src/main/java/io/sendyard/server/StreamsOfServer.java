package io.sendyard.server;

import io.sendyard.core.Refusal;
import java.time.Clock;
import org.springframework.core.annotation.Order;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** What streams are to their server: three from the first moment, one of them the default. */
@Component
@Order(10)
class StreamsOfServer implements ServerPart, SettingsRule {

    private final Streams streams;
    private final Clock clock;

    StreamsOfServer(Streams streams, Clock clock) {
        this.streams = streams;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "Streams";
    }

    @Override
    public void open(Server server) {
        for (var type : StreamType.values()) {
            var wanted = new NewStream(type.label(), type, type.description());
            var stream = streams.save(new Stream(server, wanted, type.key(), clock.instant()));
            if (type == StreamType.TRANSACTIONAL) {
                server.sendByDefaultTo(stream.cuid());
            }
        }
    }

    @Override
    public void check(Server server, ServerSettings wanted) {
        var stream = wanted.delivery().defaultStreamId();
        if (stream == null
                || streams.find(server.id(), stream).filter(Stream::canBeDefault).isEmpty()) {
            throw Refusal.invalid(
                    "defaultStreamId",
                    "Choose a transactional or broadcast stream of this server that is not archived.");
        }
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
