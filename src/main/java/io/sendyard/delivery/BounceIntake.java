package io.sendyard.delivery;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.message.BounceClass;
import io.sendyard.message.EventType;
import io.sendyard.message.Outcome;
import io.sendyard.message.Outcomes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Mail that comes back by a return path: reports of delivery (RFC 3464) and of abuse (RFC 5965).
 */
@Component
public class BounceIntake {

    private static final Logger LOG = LoggerFactory.getLogger(BounceIntake.class);

    private final ReturnPaths returnPaths;
    private final Outcomes outcomes;
    private final AutoSuppression suppression;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    BounceIntake(
            ReturnPaths returnPaths,
            Outcomes outcomes,
            AutoSuppression suppression,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.returnPaths = returnPaths;
        this.outcomes = outcomes;
        this.suppression = suppression;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether this is a return path that we gave out and its token is ours. */
    public boolean expects(EmailAddress recipient) {
        return returnPaths.recipient(recipient.localPart()).isPresent();
    }

    /**
     * Receives a message at a return path. A report counts only with a valid token, and only for
     * the token's recipient. Anything that is no report, such as a vacation notice, changes
     * nothing.
     */
    public void receive(EmailAddress recipient, byte[] message) {
        var token = returnPaths.recipient(recipient.localPart());
        if (token.isEmpty()) {
            return;
        }
        var report = BounceReport.read(message);
        switch (report.kind()) {
            case FAILED -> change(token.getAsLong(), EventType.BOUNCED, report);
            case COMPLAINT -> change(token.getAsLong(), EventType.COMPLAINED, report);
            case DELAYED, AUTO_REPLY, OTHER ->
                    LOG.debug("Recipient {}: {}", token.getAsLong(), report.kind());
        }
    }

    private void change(long recipientId, EventType type, BounceReport report) {
        transactions.executeWithoutResult(_ -> {
            if (!mayStillBecome(recipientId, type)) {
                return;
            }
            var recorded = List.of(outcome(recipientId, type, report).orElseThrow());
            outcomes.record(recorded);
            suppression.apply(recorded);
        });
    }

    /**
     * Fences off a node that may be about to retry this recipient: if the outcome of an attempt was
     * unknown, the report settles it. A final status stays.
     */
    private boolean mayStillBecome(long recipientId, EventType type) {
        var before =
                type == EventType.COMPLAINED
                        ? List.of("queued", "sending", "sent", "delivered", "bounced")
                        : List.of("queued", "sending", "sent", "delivered");
        return jdbc.sql(
                                """
                                update recipient set lease = lease + 1
                                where id = :id and status in (:before) and (status <> 'queued' or attempts > 0)
                                and server_id in (select id from server where deleted_at is null)\
                                """)
                        .param("id", recipientId)
                        .param("before", before)
                        .update()
                == 1;
    }

    private Optional<Outcome> outcome(long recipientId, EventType type, BounceReport report) {
        return jdbc.sql("select message_id, server_id, stream_id from recipient where id = ?")
                .param(recipientId)
                .query((row, _) ->
                        new Outcome(
                                new MessageId(row.getObject(1, UUID.class)),
                                recipientId,
                                row.getLong(2),
                                row.getLong(3),
                                type,
                                clock.instant(),
                                report.text(),
                                details(type, report),
                                null))
                .optional();
    }

    private static Outcome.Details details(EventType type, BounceReport report) {
        var code = report.replyCode();
        BounceClass bounceClass =
                type == EventType.BOUNCED
                        ? BounceClassifier.classify(null, code, report.status(), report.text())
                        : null;
        return new Outcome.Details(
                code,
                report.status(),
                report.text(),
                report.reporter(),
                null,
                null,
                null,
                bounceClass,
                null,
                null);
    }
}
