package io.sendyard.delivery;

import io.sendyard.core.EmailAddress;
import io.sendyard.message.BounceClass;
import io.sendyard.message.EventType;
import io.sendyard.message.Outcome;
import io.sendyard.message.Outcomes;
import io.sendyard.message.RecipientLookup;
import io.sendyard.server.ServerModes;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Mail that comes back by a return path: reports of delivery (RFC 3464) and of abuse (RFC 5965).
 */
@Component
public class BounceIntake {

    private static final Logger LOG = LoggerFactory.getLogger(BounceIntake.class);

    private final ReturnPaths returnPaths;
    private final ServerModes servers;
    private final RecipientLookup recipients;
    private final Outcomes outcomes;
    private final AutoSuppression suppression;
    private final TransactionTemplate transactions;
    private final Clock clock;

    BounceIntake(
            ReturnPaths returnPaths,
            ServerModes servers,
            RecipientLookup recipients,
            Outcomes outcomes,
            AutoSuppression suppression,
            TransactionTemplate transactions,
            Clock clock) {
        this.returnPaths = returnPaths;
        this.servers = servers;
        this.recipients = recipients;
        this.outcomes = outcomes;
        this.suppression = suppression;
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
        transactions.executeWithoutResult(_ ->
                recipients
                        .find(recipientId)
                        .filter(found -> !servers.isDeleted(found.serverId()))
                        .map(found -> outcome(recipientId, found, type, report))
                        .filter(outcomes::recordReported)
                        .ifPresent(recorded -> suppression.apply(List.of(recorded))));
    }

    private Outcome outcome(
            long recipientId, RecipientLookup.Found found, EventType type, BounceReport report) {
        return new Outcome(
                found.messageId(),
                recipientId,
                found.serverId(),
                found.streamId(),
                type,
                clock.instant(),
                report.text(),
                details(type, report),
                null);
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
