package io.sendyard.sender.web;

import io.sendyard.sender.SenderIdentities;
import io.sendyard.sender.SenderIdentity;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.web.PathArgument;
import io.sendyard.web.PathArgument.Path;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Gives controllers the identity that their path names: of the server before it in the path, or of
 * any server that the caller reaches.
 */
@Configuration(proxyBeanMethods = false)
class SenderWebSetup {

    @Bean
    PathArgument<SenderIdentity> identityArgument(Servers servers, SenderIdentities identities) {
        return new PathArgument<>(
                SenderIdentity.class,
                "identity",
                path ->
                        path.owner(Server.class)
                                .map(server -> identities.find(server.id(), path.id()))
                                .orElseGet(() -> reachable(servers, identities, path)));
    }

    private static Optional<SenderIdentity> reachable(
            Servers servers, SenderIdentities identities, Path path) {
        return identities
                .findInAccount(path.caller().accountId(), path.id())
                .filter(identity -> servers.isReachable(path.caller(), identity.serverId()));
    }
}
