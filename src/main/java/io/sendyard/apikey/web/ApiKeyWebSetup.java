package io.sendyard.apikey.web;

import io.sendyard.apikey.ApiKey;
import io.sendyard.apikey.ApiKeys;
import io.sendyard.server.Server;
import io.sendyard.web.PathArgument;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives controllers the API key that their path names after a server. */
@Configuration(proxyBeanMethods = false)
class ApiKeyWebSetup {

    @Bean
    PathArgument<ApiKey> keyArgument(ApiKeys keys) {
        return new PathArgument<>(
                ApiKey.class,
                "key",
                path ->
                        path.owner(Server.class)
                                .flatMap(server -> keys.find(server.id(), path.id())));
    }
}
