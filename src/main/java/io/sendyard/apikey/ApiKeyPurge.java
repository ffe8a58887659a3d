package io.sendyard.apikey;

import io.sendyard.server.PartKind;
import io.sendyard.server.ServerPart;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.domain.Limit;

/** The purge of a deleted server's API keys. */
@Configuration(proxyBeanMethods = false)
class ApiKeyPurge {

    @Bean
    ServerPart apiKeysOfServer(ApiKeys keys) {
        return new ServerPart(
                PartKind.API_KEYS,
                keys::countOf,
                (server, most) -> keys.deleteAll(keys.idsOf(server, Limit.of(most))));
    }
}
