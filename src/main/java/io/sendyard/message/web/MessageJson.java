package io.sendyard.message.web;

import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import io.sendyard.message.EventType;
import io.sendyard.message.Message;
import io.sendyard.message.MessageStatus;
import io.sendyard.message.Outcome;
import io.sendyard.message.RecipientKind;
import io.sendyard.message.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message as the API shows it. */
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
        List<EventJson> events) {

    static MessageJson of(Message message, Timeline timeline) {
        return new MessageJson(
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
                timeline.recipients().stream().map(RecipientJson::of).toList(),
                timeline.events().stream().map(EventJson::of).toList());
    }

    /** How far it is for one of its recipients. */
    record RecipientJson(
            String address,
            RecipientKind kind,
            MessageStatus status,
            @Nullable String reason,
            int attempts,
            @Nullable Instant endedAt) {

        static RecipientJson of(Timeline.Recipient recipient) {
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

        static EventJson of(Timeline.MessageEvent event) {
            return new EventJson(event.type(), event.at(), event.recipient(), event.details());
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

        static Row of(Message message) {
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

        static Page of(Message.Page found, int page, int limit) {
            return new Page(
                    found.messages().stream().map(Row::of).toList(),
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
