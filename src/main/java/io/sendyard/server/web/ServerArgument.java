package io.sendyard.server.web;

import io.sendyard.core.Cuid;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.web.Caller;
import io.sendyard.web.PathArgument;
import org.springframework.stereotype.Component;

/**
 * Gives a controller the server that its path names, if the caller reaches it; to pages it is the
 * model's {@code server} too.
 */
@Component
class ServerArgument extends PathArgument<Cuid, Server> {

    private final Servers servers;

    ServerArgument(Servers servers) {
        super(Server.class, "server", Cuid::of);
        this.servers = servers;
    }

    @Override
    protected Server find(Cuid id, Caller caller, Path path) {
        return servers.reachable(caller, id);
    }
}
