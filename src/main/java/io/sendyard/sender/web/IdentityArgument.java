package io.sendyard.sender.web;

import io.sendyard.core.Cuid;
import io.sendyard.core.NotFound;
import io.sendyard.sender.SenderIdentities;
import io.sendyard.sender.SenderIdentity;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.web.Caller;
import io.sendyard.web.PathArgument;
import org.springframework.stereotype.Component;

/**
 * Gives a controller the identity that its path names: of the server before it, or of any server
 * the caller reaches.
 */
@Component
class IdentityArgument extends PathArgument<Cuid, SenderIdentity> {

    private final Servers servers;
    private final SenderIdentities identities;

    IdentityArgument(Servers servers, SenderIdentities identities) {
        super(SenderIdentity.class, "identity", Cuid::of);
        this.servers = servers;
        this.identities = identities;
    }

    @Override
    protected SenderIdentity find(Cuid id, Caller caller, Path path) {
        var server = path.found(Server.class);
        var identity =
                server.isPresent()
                        ? identities.find(server.get().id(), id)
                        : identities
                                .findInAccount(caller.accountId(), id)
                                .filter(found -> servers.isReachable(caller, found.serverId()));
        return identity.orElseThrow(NotFound::new);
    }
}
