package io.sendyard.sender.web;

import io.sendyard.core.NotFound;
import io.sendyard.sender.SenderIdentity;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.web.Installation;
import org.springframework.stereotype.Component;

/** Writes senders as the API shows them, with the records for this installation's host. */
@Component
class SenderJson {

    private final Servers servers;
    private final Installation installation;

    SenderJson(Servers servers, Installation installation) {
        this.servers = servers;
        this.installation = installation;
    }

    SenderBody of(SenderIdentity identity) {
        return of(identity, servers.findById(identity.serverId()).orElseThrow(NotFound::new));
    }

    SenderBody of(SenderIdentity identity, Server server) {
        return SenderBody.of(identity, server, installation.mailHost());
    }
}
