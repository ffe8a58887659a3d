package io.sendyard.message.web;

import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import io.sendyard.message.Message;
import io.sendyard.message.Messages;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.web.JumpTargets;
import io.sendyard.web.Viewer;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A message's id leads to the message. */
@Component
class MessageJumpTargets implements JumpTargets {

    private final Messages messages;
    private final Servers servers;

    MessageJumpTargets(Messages messages, Servers servers) {
        this.messages = messages;
        this.servers = servers;
    }

    @Override
    public Stream<JumpTarget> matching(Viewer viewer, String typed) {
        return id(typed)
                .flatMap(messages::find)
                .flatMap(message ->
                        server(viewer, message).map(server -> jumpTarget(server, message)))
                .stream();
    }

    private Optional<Server> server(Viewer viewer, Message message) {
        return servers.findById(message.serverId())
                .filter(server -> server.accountId() == viewer.accountId())
                .filter(server -> server.deletedAt() == null);
    }

    private static JumpTarget jumpTarget(Server server, Message message) {
        return new JumpTarget(
                message.name(),
                "Message of " + server.name(),
                new ActivityLinks(server).message(message.id()));
    }

    private static Optional<MessageId> id(String typed) {
        try {
            return Optional.of(MessageId.of(typed));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }
}
