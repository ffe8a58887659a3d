package io.sendyard.message.web;

import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import io.sendyard.message.Message;
import io.sendyard.message.Messages;
import io.sendyard.server.Server;
import io.sendyard.web.IntakeMemory;
import io.sendyard.web.LargeRequests;
import io.sendyard.web.PathArgument;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives pages the message that their path names after a server, with its content. */
@Configuration(proxyBeanMethods = false)
class MessageWebSetup {

    @Bean
    PathArgument<Message> messageArgument(Messages messages, LargeRequests requests) {
        return new PathArgument<>(
                Message.class,
                "message",
                path -> {
                    var server = path.owner(Server.class).orElseThrow(NotFound::new);
                    var id = MessageId.of(path.text());
                    return messages.findSmall(server.id(), id, IntakeMemory.FREE_OCTETS)
                            .or(() -> large(messages, requests, server, id));
                });
    }

    /** Its size is known before its content is read. */
    private static Optional<Message> large(
            Messages messages, LargeRequests requests, Server server, MessageId id) {
        var message = messages.find(server.id(), id);
        message.ifPresent(found -> requests.begin(server.accountId(), found.size()));
        return message.flatMap(found -> messages.findWithContent(id));
    }
}
