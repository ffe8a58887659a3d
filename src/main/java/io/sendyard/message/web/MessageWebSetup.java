package io.sendyard.message.web;

import io.sendyard.core.MessageId;
import io.sendyard.message.Message;
import io.sendyard.message.Messages;
import io.sendyard.server.Server;
import io.sendyard.web.PathArgument;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives pages the message that their path names after a server, with its content. */
@Configuration(proxyBeanMethods = false)
class MessageWebSetup {

    @Bean
    PathArgument<Message> messageArgument(Messages messages) {
        return new PathArgument<>(
                Message.class,
                "message",
                path ->
                        path.owner(Server.class)
                                .flatMap(server ->
                                        messages.findWithContent(
                                                server.id(), MessageId.of(path.text()))));
    }
}
