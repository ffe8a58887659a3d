package io.sendyard.suppression.web;

import io.sendyard.server.Server;
import io.sendyard.suppression.Suppression;
import io.sendyard.suppression.SuppressionImport;
import io.sendyard.suppression.SuppressionImports;
import io.sendyard.suppression.Suppressions;
import io.sendyard.web.PathArgument;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives controllers the suppression and the import that their path names after a server. */
@Configuration(proxyBeanMethods = false)
class SuppressionWebSetup {

    @Bean
    PathArgument<Suppression> suppressionArgument(Suppressions suppressions) {
        return new PathArgument<>(
                Suppression.class,
                "suppression",
                path ->
                        path.owner(Server.class)
                                .flatMap(server -> suppressions.find(server.id(), path.id())));
    }

    @Bean
    PathArgument<SuppressionImport> importArgument(SuppressionImports imports) {
        return new PathArgument<>(
                SuppressionImport.class,
                "upload",
                path ->
                        path.owner(Server.class)
                                .flatMap(server -> imports.find(server.id(), path.id())));
    }
}
