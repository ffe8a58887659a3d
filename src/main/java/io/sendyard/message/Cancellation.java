package io.sendyard.message;

import io.sendyard.core.MessageId;
import io.sendyard.core.Refusal;
import io.sendyard.message.Outcome.Details;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Cancels a message for the recipients it is still waiting for. */
@Component
public class Cancellation {

    private final JdbcClient jdbc;
    private final RecipientTransitions transitions;
    private final Outcomes outcomes;
    private final Clock clock;

    Cancellation(
            JdbcClient jdbc, RecipientTransitions transitions, Outcomes outcomes, Clock clock) {
        this.jdbc = jdbc;
        this.transitions = transitions;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /**
     * Cancels it.
     *
     * @return its status now; deliveries that have started continue
     * @throws Refusal if it is waiting for no recipient
     */
    @Transactional
    public Accepted cancel(Message message) {
        outcomes.lock(List.of(message.id().uuid()));
        var waiting = transitions.cancel(message.id());
        if (waiting.isEmpty()) {
            throw Refusal.conflict(
                    null, "This message is on its way or has ended, so it can't be cancelled.");
        }
        outcomes.record(waiting.stream().map(recipient -> outcome(message, recipient)).toList());
        return new Accepted(message.id(), status(message.id()));
    }

    private Outcome outcome(Message message, long recipientId) {
        return new Outcome(
                message.id(),
                recipientId,
                message.serverId(),
                message.streamId(),
                EventType.CANCELLED,
                clock.instant(),
                "It was cancelled before it was sent.",
                Details.none(),
                null);
    }

    private MessageStatus status(MessageId id) {
        var key =
                jdbc.sql("select status from message where id = :id")
                        .param("id", id.uuid())
                        .query(String.class)
                        .single();
        return MessageStatus.valueOf(key.toUpperCase(Locale.ROOT));
    }
}
