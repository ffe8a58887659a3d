package io.sendyard.message;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records what became of recipients: their state, the message's, and the events of the timeline.
 */
@Component
public class Outcomes {

    private static final int LONGEST_CONVERSATION = 200_000;
    private static final int MOST_NOTES = 10;

    /** What a message is called after the recipients it has: the first of these that one is in. */
    private static final List<MessageStatus> BY_ATTENTION =
            List.of(
                    MessageStatus.FAILED,
                    MessageStatus.BOUNCED,
                    MessageStatus.COMPLAINED,
                    MessageStatus.SCHEDULED,
                    MessageStatus.QUEUED,
                    MessageStatus.SENDING,
                    MessageStatus.SENT,
                    MessageStatus.DELIVERED,
                    MessageStatus.CAPTURED,
                    MessageStatus.REJECTED,
                    MessageStatus.CANCELLED);

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final RecipientLookup recipients;
    private final RecipientTransitions transitions;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    Outcomes(
            JdbcClient jdbc,
            JdbcTemplate batches,
            RecipientLookup recipients,
            RecipientTransitions transitions,
            JsonMapper json,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.recipients = recipients;
        this.transitions = transitions;
        this.json = json;
        this.events = events;
    }

    /**
     * Records the outcomes of claims, in the caller's transaction or one of its own, and publishes
     * {@link OutcomesRecorded} in it. An outcome whose claim was lost changes nothing.
     *
     * @return the outcomes that were recorded
     */
    @Transactional
    public List<Outcome> recordClaimed(List<ClaimedOutcome> claimed) {
        var messages = messages(claimed.stream().map(ClaimedOutcome::outcome).toList());
        lock(messages);
        var held = transitions.fence(claimed);
        var outcomes =
                claimed.stream()
                        .sorted(Comparator.comparingLong(one -> one.lease().recipientId()))
                        .filter(outcome -> held.remove(outcome.lease()))
                        .map(ClaimedOutcome::outcome)
                        .toList();
        write(outcomes);
        return outcomes;
    }

    /**
     * Records what a report says of a recipient, unless its status is final.
     *
     * @return whether it was recorded
     */
    @Transactional
    public boolean recordReported(Outcome outcome) {
        lock(messages(List.of(outcome)));
        if (!transitions.fence(outcome.recipientId(), outcome.type())) {
            return false;
        }
        write(List.of(outcome));
        return true;
    }

    /**
     * Adds an event that changes no status, unless the recipient has {@value #MOST_NOTES} of them:
     * strangers can cause them.
     */
    @Transactional
    public void note(Outcome outcome) {
        lock(messages(List.of(outcome)));
        int notes =
                jdbc.sql(
                                """
                                select count(*) from message_event where message_id = :message
                                and recipient_id = :recipient and type in (:types)\
                                """)
                        .param("message", outcome.messageId().uuid())
                        .param("recipient", outcome.recipientId())
                        .param(
                                "types",
                                List.of(EventType.RETURNED.key(), EventType.AUTO_REPLIED.key()))
                        .query(Integer.class)
                        .single();
        if (notes < MOST_NOTES) {
            addEvents(List.of(outcome));
            events.publishEvent(new OutcomesRecorded(List.of(outcome)));
        }
    }

    /** Records outcomes of recipients that no node can claim. */
    @Transactional
    void record(List<Outcome> outcomes) {
        lock(messages(outcomes));
        write(outcomes);
    }

    /**
     * Locks messages before their recipients. Another outcome of the same message waits, to see
     * what this one wrote; cancellation and purge lock in the same order, so that no two of them
     * wait for each other.
     */
    void lock(List<UUID> messages) {
        if (!messages.isEmpty()) {
            jdbc.sql("select id from message where id in (:ids) order by id for update")
                    .param("ids", messages)
                    .query(UUID.class)
                    .list();
        }
    }

    private void write(List<Outcome> outcomes) {
        if (!outcomes.isEmpty()) {
            transitions.finish(outcomes);
            addEvents(outcomes);
            changeMessages(messages(outcomes), outcomes);
            events.publishEvent(new OutcomesRecorded(List.copyOf(outcomes)));
        }
    }

    private static List<UUID> messages(List<Outcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome.messageId().uuid()).distinct().toList();
    }

    private void addEvents(List<Outcome> outcomes) {
        batches.batchUpdate(
                """
                insert into message_event (message_id, recipient_id, server_id, type, at, details, conversation)
                values (?, ?, ?, ?, ?, ?, ?)\
                """,
                outcomes.stream()
                        .map(outcome ->
                                new @Nullable Object[] {
                                    outcome.messageId().uuid(),
                                    outcome.recipientId(),
                                    outcome.serverId(),
                                    outcome.type().key(),
                                    utc(outcome.at()),
                                    json.writeValueAsString(outcome.details()),
                                    conversation(outcome)
                                })
                        .toList());
    }

    private void changeMessages(List<UUID> messages, List<Outcome> outcomes) {
        var sentAt = new HashMap<UUID, Instant>();
        outcomes.stream()
                .filter(outcome -> leftAt(outcome.type()))
                .forEach(o -> sentAt.merge(o.messageId().uuid(), o.at(), Outcomes::earlier));
        batches.batchUpdate(
                """
                update message set status = ?, deferred = ?,
                sent_at = coalesce(sent_at, cast(? as timestamp(3) with time zone)) where id = ?\
                """,
                standings(messages).entrySet().stream()
                        .map(standing ->
                                new @Nullable Object[] {
                                    standing.getValue().status().key(),
                                    standing.getValue().deferred(),
                                    utc(sentAt.get(standing.getKey())),
                                    standing.getKey()
                                })
                        .toList());
    }

    /** How far the messages are, by how far their recipients are. */
    private Map<UUID, Standing> standings(List<UUID> messages) {
        var standings = new HashMap<UUID, Standing>();
        recipients
                .progress(messages)
                .forEach(found ->
                        standings.merge(found.message(), Standing.of(found), Standing::with));
        return standings;
    }

    private static boolean leftAt(EventType type) {
        return type == EventType.DELIVERED || type == EventType.CAPTURED;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String conversation(Outcome outcome) {
        var text = outcome.conversation();
        return text == null || text.length() <= LONGEST_CONVERSATION
                ? text
                : text.substring(0, LONGEST_CONVERSATION);
    }

    /**
     * How far a message is.
     *
     * @param deferred whether a recipient still waits who was tried already
     */
    private record Standing(MessageStatus status, boolean deferred) {

        static Standing of(RecipientLookup.RecipientProgress found) {
            var status = found.status();
            return new Standing(status, !status.ended() && found.attempts() > 0);
        }

        Standing with(Standing other) {
            boolean first = BY_ATTENTION.indexOf(status) <= BY_ATTENTION.indexOf(other.status);
            return new Standing(first ? status : other.status, deferred || other.deferred);
        }
    }
}
