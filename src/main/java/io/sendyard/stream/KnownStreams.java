package io.sendyard.stream;

import io.sendyard.server.Changes;
import io.sendyard.server.Kept;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** The streams of servers, as each message asks for them. */
@Component
public class KnownStreams {

    private static final Duration KEPT = Duration.ofMillis(500);

    private final Kept<Long, List<Stream>> known;

    KnownStreams(Streams streams, Changes changes) {
        known = changes.keep(KEPT, streams::ofServer);
    }

    /** The live and the archived streams of a server, to be read only. */
    public List<Stream> ofServer(long serverId) {
        return known.get(serverId).orElseGet(List::of);
    }
}
