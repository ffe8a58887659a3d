package io.sendyard.server.web;

import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.server.Stream;
import io.sendyard.server.Streams;
import io.sendyard.web.PathArgument;
import io.sendyard.web.PathArgument.Path;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives controllers the server and the stream that their path names. */
@Configuration(proxyBeanMethods = false)
class ServerWebSetup {

    @Bean
    PathArgument<Server> serverArgument(Servers servers) {
        return new PathArgument<>(
                Server.class,
                "server",
                path -> Optional.of(servers.reachable(path.caller(), path.id())));
    }

    /** A stream of the server before it in the path, or of any server that the caller reaches. */
    @Bean
    PathArgument<Stream> streamArgument(Servers servers, Streams streams) {
        return new PathArgument<>(
                Stream.class,
                "stream",
                path ->
                        path.owner(Server.class)
                                .map(server -> streams.find(server.id(), path.id()))
                                .orElseGet(() -> reachable(servers, streams, path)));
    }

    private static Optional<Stream> reachable(Servers servers, Streams streams, Path path) {
        return streams.findInAccount(path.caller().accountId(), path.id())
                .filter(stream -> servers.isReachable(path.caller(), stream.serverId()));
    }
}
