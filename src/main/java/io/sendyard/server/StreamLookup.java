package io.sendyard.server;

import io.sendyard.database.CacheInvalidation;
import io.sendyard.database.CachedLookup;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** The streams of servers, as each message asks for them. */
@Component
public class StreamLookup {

    private static final Duration KEPT = Duration.ofMillis(500);

    private final CachedLookup<Long, List<Stream>> known;

    StreamLookup(Streams streams, CacheInvalidation cacheInvalidation) {
        known = cacheInvalidation.lookup(KEPT, streams::ofServer);
    }

    /** The live and the archived streams of a server, to be read only. */
    public List<Stream> ofServer(long serverId) {
        return known.get(serverId).orElseGet(List::of);
    }
}
