package io.sendyard.message.web;

import io.sendyard.core.MessageId;
import io.sendyard.message.LoggedMessage;
import io.sendyard.message.MessageRecords;
import io.sendyard.server.Server;
import io.sendyard.web.PathArgument;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives pages the message that their path names after a server. */
@Configuration(proxyBeanMethods = false)
class MessageWebSetup {

    @Bean
    PathArgument<LoggedMessage> messageArgument(MessageRecords records) {
        return new PathArgument<>(
                LoggedMessage.class,
                "message",
                path ->
                        path.owner(Server.class)
                                .flatMap(server ->
                                        records.find(server.id(), MessageId.of(path.text()))));
    }
}
