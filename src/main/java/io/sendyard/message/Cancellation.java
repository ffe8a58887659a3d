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
    private final Outcomes outcomes;
    private final Clock clock;

    Cancellation(JdbcClient jdbc, Outcomes outcomes, Clock clock) {
        this.jdbc = jdbc;
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
        lock(message.id());
        var waiting = waiting(message.id()).stream().filter(this::claim).toList();
        if (waiting.isEmpty()) {
            throw Refusal.conflict(
                    null, "This message is on its way or has ended, so it can't be cancelled.");
        }
        outcomes.record(waiting.stream().map(recipient -> outcome(message, recipient)).toList());
        return new Accepted(message.id(), status(message.id()));
    }

    /** Who records outcomes takes the message first, too, so that neither waits for the other. */
    private void lock(MessageId id) {
        jdbc.sql("select id from message where id = :id for update")
                .param("id", id.uuid())
                .query()
                .listOfRows();
    }

    private List<WaitingRecipient> waiting(MessageId id) {
        return jdbc.sql(
                        """
                        select id, lease from recipient \
                        where message_id = :id and status in ('scheduled', 'queued') order by id\
                        """)
                .param("id", id.uuid())
                .query((row, _) -> new WaitingRecipient(row.getLong("id"), row.getInt("lease")))
                .list();
    }

    /** Counts the lease up, so that who claims it at the same moment comes too late, or we do. */
    private boolean claim(WaitingRecipient recipient) {
        return jdbc.sql(
                                """
                                update recipient set lease = lease + 1, lane = null \
                                where id = :id and lease = :lease and status in ('scheduled', 'queued')\
                                """)
                        .param("id", recipient.id())
                        .param("lease", recipient.lease())
                        .update()
                == 1;
    }

    private Outcome outcome(Message message, WaitingRecipient recipient) {
        return new Outcome(
                message.id(),
                recipient.id(),
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

    /** A recipient that is not claimed, with its lease. */
    private record WaitingRecipient(long id, int lease) {}
}
