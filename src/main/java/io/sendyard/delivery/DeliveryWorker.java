package io.sendyard.delivery;

import io.sendyard.smtp.client.OutgoingMail;
import io.sendyard.smtp.client.SmtpClient;
import io.sendyard.smtp.client.SmtpFailure;
import io.sendyard.smtp.client.SmtpStage;
import io.sendyard.smtp.client.Transcript;
import org.jspecify.annotations.Nullable;

/** Delivers messages to one destination, one after the other, on one connection if it lasts. */
final class DeliveryWorker implements AutoCloseable {

    private static final int MOST_DELIVERIES = 100;

    private final Route route;
    private @Nullable SmtpClient session;
    private volatile @Nullable Transcript transcript;
    private volatile boolean isCut;

    DeliveryWorker(Route route) {
        this.route = route;
    }

    /** Makes one attempt: on the open connection, otherwise at the mail servers of the route. */
    DeliveryAttempt deliver(Claim claim, OutgoingMail mail) {
        var started = new Transcript();
        transcript = started;
        if (isCut) {
            started.cut();
        }
        return deliver(claim, mail, started);
    }

    /** Disconnects immediately; called from another thread. */
    void cut() {
        isCut = true;
        var current = transcript;
        if (current != null) {
            current.cut();
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private DeliveryAttempt deliver(Claim claim, OutgoingMail mail, Transcript transcript) {
        var kept = session;
        if (kept != null && kept.usable() && kept.deliveries() < MOST_DELIVERIES) {
            try {
                return DeliveryAttempt.taken(kept.deliver(mail, transcript), kept, transcript);
            } catch (SmtpFailure e) {
                if (!hadGoneStale(e)) {
                    return DeliveryAttempt.failed(
                            classifier(mail), e, kept.mailHost(), kept.tls(), transcript);
                }
                transcript.note("the connection was at its end; once more on a fresh one");
            }
        }
        close();
        return fresh(claim, mail, transcript);
    }

    /**
     * A mail server may close a connection between messages; that says nothing about the next
     * message.
     */
    private static boolean hadGoneStale(SmtpFailure failure) {
        var reply = failure.reply();
        return failure.stage() == SmtpStage.MAIL
                && (reply == null ? failure.otherHostMayTry() : reply.closes());
    }

    private DeliveryAttempt fresh(Claim claim, OutgoingMail mail, Transcript transcript) {
        try {
            DeliveryAttempt last = null;
            for (var mailHost : route.mailHosts(claim)) {
                try {
                    var opened = SmtpClient.open(mailHost, route.options(), transcript);
                    session = opened;
                    return DeliveryAttempt.taken(
                            opened.deliver(mail, transcript), opened, transcript);
                } catch (SmtpFailure e) {
                    last =
                            DeliveryAttempt.failed(
                                    classifier(mail),
                                    e,
                                    mailHost,
                                    session == null ? null : session.tls(),
                                    transcript);
                    if (!e.otherHostMayTry()) {
                        return last;
                    }
                    close();
                }
            }
            return last == null
                    ? DeliveryAttempt.noHost(classifier(mail), noHost(), transcript)
                    : last;
        } catch (Route.None e) {
            return DeliveryAttempt.noHost(classifier(mail), e, transcript);
        }
    }

    private BounceClassifier classifier(OutgoingMail mail) {
        return new BounceClassifier(MailParties.of(mail, route.options().hello()));
    }

    private static Route.None noHost() {
        return new Route.None("4.4.4", "There is no host to ask.");
    }
}
