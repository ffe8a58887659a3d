package io.sendyard.message.web;

import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import io.sendyard.message.LoggedMessage;
import io.sendyard.message.MessageRecords;
import io.sendyard.server.Server;
import io.sendyard.web.Caller;
import io.sendyard.web.PathArgument;
import org.springframework.stereotype.Component;

/** Gives a page the message that its path names, of the server named before it. */
@Component
class MessageArgument extends PathArgument<MessageId, LoggedMessage> {

    private final MessageRecords records;

    MessageArgument(MessageRecords records) {
        super(LoggedMessage.class, "message", MessageId::of);
        this.records = records;
    }

    @Override
    protected LoggedMessage find(MessageId id, Caller caller, Path path) {
        return path.found(Server.class)
                .flatMap(server -> records.find(server.id(), id))
                .orElseThrow(NotFound::new);
    }
}
