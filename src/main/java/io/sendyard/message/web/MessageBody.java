package io.sendyard.message.web;

import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import io.sendyard.message.MessageStatus;
import io.sendyard.message.SentMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A message as the API shows it. */
record MessageBody(
        MessageId id,
        String to,
        String from,
        String subject,
        MessageStatus status,
        boolean deferred,
        Cuid serverId,
        Cuid streamId,
        @Nullable String tag,
        Map<String, String> metadata,
        long size,
        Instant createdAt,
        @Nullable Instant sendAt,
        @Nullable Instant sentAt,
        List<SentMessage.Recipient> recipients,
        List<SentMessage.Event> events) {

    static MessageBody of(
            SentMessage message,
            List<SentMessage.Recipient> recipients,
            List<SentMessage.Event> events) {
        return new MessageBody(
                message.id(),
                message.to(),
                message.from(),
                message.subject(),
                message.status(),
                message.deferred(),
                message.server(),
                message.stream(),
                message.tag(),
                message.metadata(),
                message.size(),
                message.createdAt(),
                message.sendAt(),
                message.sentAt(),
                recipients,
                events);
    }

    /** A message in a list. */
    record Row(
            MessageId id,
            String to,
            String from,
            String subject,
            MessageStatus status,
            Instant createdAt,
            @Nullable Instant sentAt) {

        static Row of(SentMessage message) {
            return new Row(
                    message.id(),
                    message.to(),
                    message.from(),
                    message.subject(),
                    message.status(),
                    message.createdAt(),
                    message.sentAt());
        }
    }

    /** A page of the list. */
    record Page(List<Row> data, Meta meta) {

        static Page of(SentMessage.Page found, int page, int limit, OptionalLong total) {
            return new Page(
                    found.messages().stream().map(Row::of).toList(),
                    new Meta(
                            page,
                            limit,
                            total.isPresent() ? total.getAsLong() : null,
                            found.next()));
        }
    }

    /**
     * Where in the list it is.
     *
     * @param total null where nobody counted
     */
    record Meta(int page, int limit, @Nullable Long total, @Nullable MessageId nextCursor) {}
}
