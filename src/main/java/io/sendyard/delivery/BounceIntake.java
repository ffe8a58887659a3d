package io.sendyard.delivery;

import io.sendyard.core.EmailAddress;
import io.sendyard.message.BounceClass;
import io.sendyard.message.EventType;
import io.sendyard.message.Outcome;
import io.sendyard.message.Outcomes;
import io.sendyard.message.Recipient;
import io.sendyard.message.Recipients;
import io.sendyard.server.ServerModes;
import io.sendyard.tracking.Subscriptions;
import io.sendyard.web.Installation;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Mail that comes back by a return path: reports of delivery (RFC 3464) and of abuse (RFC 5965),
 * mail that a server returned in a form of its own, and automatic replies.
 */
@Component
public class BounceIntake {

    private static final Logger LOG = LoggerFactory.getLogger(BounceIntake.class);

    /** Shown if a report says nothing; never classified. */
    private static final String NO_TEXT = "Returned as undeliverable.";

    private final ReturnPaths returnPaths;
    private final ServerModes servers;
    private final Recipients recipients;
    private final Outcomes outcomes;
    private final AutoSuppression suppression;
    private final Subscriptions subscriptions;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final String hostName;

    BounceIntake(
            ReturnPaths returnPaths,
            ServerModes servers,
            Recipients recipients,
            Outcomes outcomes,
            AutoSuppression suppression,
            Subscriptions subscriptions,
            TransactionTemplate transactions,
            Clock clock,
            Installation installation) {
        this.returnPaths = returnPaths;
        this.servers = servers;
        this.recipients = recipients;
        this.outcomes = outcomes;
        this.suppression = suppression;
        this.subscriptions = subscriptions;
        this.transactions = transactions;
        this.clock = clock;
        hostName = installation.mailHostName();
        // A table that can't be read stops the start, not the first bounce.
        BounceClassifier.rules();
    }

    /** Whether this is a return path that we gave out and its token is ours. */
    public boolean expects(EmailAddress recipient) {
        return returnPaths.recipient(recipient.unquotedLocalPart()).isPresent();
    }

    /**
     * Receives mail at a return path. It counts only with a valid token, and only for the token's
     * recipient. Mail of people changes nothing.
     *
     * @param reversePath the argument of MAIL FROM; empty for the null sender
     */
    public void receive(String reversePath, EmailAddress returnPath, byte[] mail) {
        var token = returnPaths.recipient(returnPath.unquotedLocalPart());
        if (token.isEmpty()) {
            return;
        }
        recipients
                .findWithMessage(token.getAsLong())
                .filter(recipient -> !servers.isDeleted(recipient.serverId()))
                .ifPresent(recipient -> {
                    // Read before the transaction, which a large mail would keep open.
                    var parties = parties(recipient, returnPath);
                    var report = ReturnedMail.read(reversePath, parties, mail);
                    var bounceClass =
                            report.kind() == BounceReport.Kind.FAILED
                                    ? new BounceClassifier(parties).classify(report)
                                    : null;
                    transactions.executeWithoutResult(_ -> record(recipient, report, bounceClass));
                });
    }

    private MailParties parties(Recipient recipient, EmailAddress returnPath) {
        return new MailParties(
                recipient.emailAddress(),
                EmailAddress.parse(recipient.message().from()).orElse(null),
                returnPath.domain().value(),
                hostName);
    }

    private void record(
            Recipient recipient, BounceReport report, @Nullable BounceClass bounceClass) {
        switch (report.kind()) {
            case FAILED -> change(outcome(recipient, EventType.BOUNCED, report, bounceClass));
            case COMPLAINT -> change(outcome(recipient, EventType.COMPLAINED, report, null));
            case OPT_OUT -> subscriptions.end(recipient.id());
            case AUTO_REPLY ->
                    outcomes.note(outcome(recipient, EventType.AUTO_REPLIED, report, null));
            case RETURNED -> outcomes.note(outcome(recipient, EventType.RETURNED, report, null));
            case NONE -> LOG.debug("Recipient {}: nothing to record", recipient.id());
        }
    }

    private void change(Outcome outcome) {
        if (outcomes.recordReported(outcome)) {
            suppression.apply(List.of(outcome));
        }
    }

    private Outcome outcome(
            Recipient recipient,
            EventType type,
            BounceReport report,
            @Nullable BounceClass bounceClass) {
        return new Outcome(
                recipient.message().id(),
                recipient.id(),
                recipient.serverId(),
                recipient.streamId(),
                type,
                clock.instant(),
                type == EventType.BOUNCED && report.text() == null ? NO_TEXT : report.text(),
                details(report, bounceClass),
                null);
    }

    private static Outcome.Details details(BounceReport report, @Nullable BounceClass bounceClass) {
        var code = report.replyCode();
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
