package io.sendyard.server.web;

import io.sendyard.core.Cuid;
import io.sendyard.core.NotFound;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.server.Stream;
import io.sendyard.server.Streams;
import io.sendyard.web.Caller;
import io.sendyard.web.PathArgument;
import org.springframework.stereotype.Component;

/**
 * Gives a controller the stream that its path names: of the server before it, or of any server the
 * caller reaches.
 */
@Component
class StreamArgument extends PathArgument<Cuid, Stream> {

    private final Servers servers;
    private final Streams streams;

    StreamArgument(Servers servers, Streams streams) {
        super(Stream.class, "stream", Cuid::of);
        this.servers = servers;
        this.streams = streams;
    }

    @Override
    protected Stream find(Cuid id, Caller caller, Path path) {
        var server = path.found(Server.class);
        var stream =
                server.isPresent()
                        ? streams.find(server.get().id(), id)
                        : streams.findInAccount(caller.accountId(), id)
                                .filter(found -> servers.isReachable(caller, found.serverId()));
        return stream.orElseThrow(NotFound::new);
    }
}
