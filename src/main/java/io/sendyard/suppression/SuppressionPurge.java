package io.sendyard.suppression;

import io.sendyard.server.PartKind;
import io.sendyard.server.ServerPart;
import io.sendyard.server.StreamPart;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.domain.Limit;

/** The purge of suppressions, with their server or with their stream. */
@Configuration(proxyBeanMethods = false)
class SuppressionPurge {

    @Bean
    ServerPart suppressionsOfServer(Suppressions suppressions) {
        return new ServerPart(
                PartKind.SUPPRESSIONS,
                suppressions::countOf,
                (server, most) ->
                        suppressions.deleteAll(suppressions.idsOf(server, Limit.of(most))));
    }

    @Bean
    StreamPart suppressionsOfStream(Suppressions suppressions) {
        return new StreamPart(
                PartKind.SUPPRESSIONS,
                (stream, most) ->
                        suppressions.deleteAll(suppressions.idsOfStream(stream, Limit.of(most))));
    }
}
