package io.sendyard.server;

import io.sendyard.core.Refusal;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** The three streams of a new server, and the rule for its default stream. */
@Component
class DefaultStreams implements SettingsRule {

    private final Streams streams;
    private final Clock clock;

    DefaultStreams(Streams streams, Clock clock) {
        this.streams = streams;
        this.clock = clock;
    }

    /** Creates the streams of a new server, in the transaction that creates the server. */
    void create(Server server) {
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
                    "Choose a transactional or broadcast stream of this server that is not"
                            + " archived.");
        }
    }
}
