package io.sendyard.message.web;

import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import io.sendyard.message.LoggedMessage;
import io.sendyard.message.MessageRecords;
import io.sendyard.web.JumpTargets;
import io.sendyard.web.Viewer;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A message's id leads to the message. */
@Component
class MessageJumpTargets implements JumpTargets {

    private final MessageRecords records;

    MessageJumpTargets(MessageRecords records) {
        this.records = records;
    }

    @Override
    public Stream<JumpTarget> matching(Viewer viewer, String typed) {
        return id(typed)
                .flatMap(id ->
                        records.findInAccount(viewer.accountId(), id)
                                .map(found -> jumpTarget(id, found)))
                .stream();
    }

    private static JumpTarget jumpTarget(MessageId id, MessageRecords.MessageSummary found) {
        return new JumpTarget(
                found.subject().isBlank() ? LoggedMessage.NO_SUBJECT : found.subject(),
                "Message of " + found.serverName(),
                "/email/servers/%s/activity/%s".formatted(found.server(), id));
    }

    private static Optional<MessageId> id(String typed) {
        try {
            return Optional.of(MessageId.of(typed));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }
}
