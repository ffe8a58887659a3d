package io.sendyard.message.web;

import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import io.sendyard.message.EventType;
import io.sendyard.message.Message;
import io.sendyard.message.MessageEvent;
import io.sendyard.message.MessageEvents;
import io.sendyard.message.MessageLog;
import io.sendyard.message.MessageRow;
import io.sendyard.message.MessageStatus;
import io.sendyard.message.Outcome;
import io.sendyard.message.Recipient;
import io.sendyard.message.RecipientKind;
import io.sendyard.server.Server;
import io.sendyard.server.Stream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as the API shows it.
 *
 * @param nextEventsCursor where the next page of events starts; null if these are the last ones
 */
record MessageJson(
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
        List<RecipientJson> recipients,
        List<EventJson> events,
        @Nullable Long nextEventsCursor) {

    static MessageJson of(
            Message message,
            Server server,
            Stream stream,
            List<Recipient> recipients,
            MessageEvents.Outline outline) {
        return new MessageJson(
                message.id(),
                message.to(),
                message.from(),
                message.subject(),
                message.status(),
                message.deferred(),
                server.cuid(),
                stream.cuid(),
                message.tag(),
                message.metadata(),
                message.size(),
                message.createdAt(),
                message.sendAt(),
                message.sentAt(),
                recipients.stream().map(RecipientJson::of).toList(),
                outline.events().stream().map(EventJson::of).toList(),
                outline.next());
    }

    /** How far it is for one of its recipients. */
    record RecipientJson(
            String address,
            RecipientKind kind,
            MessageStatus status,
            @Nullable String reason,
            int attempts,
            @Nullable Instant endedAt) {

        static RecipientJson of(Recipient recipient) {
            return new RecipientJson(
                    recipient.address(),
                    recipient.kind(),
                    recipient.status(),
                    recipient.reason(),
                    recipient.attempts(),
                    recipient.endedAt());
        }
    }

    /**
     * One event of the message.
     *
     * @param recipient the address it concerns
     */
    record EventJson(
            EventType type,
            Instant timestamp,
            @Nullable String recipient,
            Outcome.Details details) {

        static EventJson of(MessageEvent event) {
            var recipient = event.recipient();
            return new EventJson(
                    event.type(),
                    event.at(),
                    recipient == null ? null : recipient.address(),
                    event.details());
        }
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

        static Row of(MessageRow message) {
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

        static Page of(MessageLog.Listing found, int page, int limit) {
            return new Page(
                    found.rows().stream().map(Row::of).toList(),
                    new Meta(page, limit, found.total(), found.next()));
        }
    }

    /**
     * The position in the list.
     *
     * @param total null if not counted
     */
    record Meta(int page, int limit, @Nullable Long total, @Nullable MessageId nextCursor) {}
}
