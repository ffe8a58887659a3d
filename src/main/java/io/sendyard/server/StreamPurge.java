package io.sendyard.server;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.domain.Limit;

/** The purge of a deleted server's streams. */
@Configuration(proxyBeanMethods = false)
class StreamPurge {

    @Bean
    ServerPart streamsOfServer(Streams streams) {
        return new ServerPart(
                PartKind.STREAMS,
                streams::countAllOf,
                (server, most) -> streams.deleteAll(streams.idsOf(server, Limit.of(most))));
    }
}
