package io.sendyard.message.web;

import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import io.sendyard.message.Message;
import io.sendyard.message.Messages;
import io.sendyard.server.Server;
import io.sendyard.web.Caller;
import io.sendyard.web.PathArgument;
import org.springframework.stereotype.Component;

/** Gives a page the message that its path names, of the server named before it, with content. */
@Component
class MessageArgument extends PathArgument<MessageId, Message> {

    private final Messages messages;

    MessageArgument(Messages messages) {
        super(Message.class, "message", MessageId::of);
        this.messages = messages;
    }

    @Override
    protected Message find(MessageId id, Caller caller, Path path) {
        return path.found(Server.class)
                .flatMap(server -> messages.findWithContent(server.id(), id))
                .orElseThrow(NotFound::new);
    }
}
