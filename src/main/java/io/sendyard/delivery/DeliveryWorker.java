package io.sendyard.delivery;

import io.sendyard.smtp.client.OutgoingMail;
import io.sendyard.smtp.client.SmtpClient;
import io.sendyard.smtp.client.SmtpFailure;
import io.sendyard.smtp.client.SmtpStage;
import io.sendyard.smtp.client.Transcript;
import org.jspecify.annotations.Nullable;

/** Carries letters to one destination, one after the other, on one connection if it lasts. */
final class DeliveryWorker implements AutoCloseable {

    private static final int MOST_LETTERS = 100;

    private final Route route;
    private @Nullable SmtpClient session;
    private volatile @Nullable Transcript talk;
    private volatile boolean isCut;

    DeliveryWorker(Route route) {
        this.route = route;
    }

    /** Tries once: on the connection there is, or else at the hosts that the route names. */
    DeliveryAttempt carry(Claim claim, OutgoingMail letter) {
        var begun = new Transcript();
        talk = begun;
        if (isCut) {
            begun.cut();
        }
        return carry(claim, letter, begun);
    }

    /** Hangs up at once, from another thread. */
    void cut() {
        isCut = true;
        var current = talk;
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

    private DeliveryAttempt carry(Claim claim, OutgoingMail letter, Transcript talk) {
        var kept = session;
        if (kept != null && kept.usable() && kept.letters() < MOST_LETTERS) {
            try {
                return DeliveryAttempt.taken(kept.deliver(letter, talk), kept, talk);
            } catch (SmtpFailure e) {
                if (!hadGoneStale(e)) {
                    return DeliveryAttempt.failed(e, kept.target(), kept.tls(), talk);
                }
                talk.note("the connection was at its end; once more on a fresh one");
            }
        }
        close();
        return fresh(claim, letter, talk);
    }

    /** A host may end a connection between letters; the next letter has nothing to do with it. */
    private static boolean hadGoneStale(SmtpFailure failure) {
        var reply = failure.reply();
        return failure.stage() == SmtpStage.MAIL
                && (reply == null ? failure.otherHostMayTry() : reply.closes());
    }

    private DeliveryAttempt fresh(Claim claim, OutgoingMail letter, Transcript talk) {
        try {
            DeliveryAttempt last = null;
            for (var target : route.targets(claim)) {
                try {
                    var opened = SmtpClient.open(target, route.terms(), talk);
                    session = opened;
                    return DeliveryAttempt.taken(opened.deliver(letter, talk), opened, talk);
                } catch (SmtpFailure e) {
                    last =
                            DeliveryAttempt.failed(
                                    e, target, session == null ? null : session.tls(), talk);
                    if (!e.otherHostMayTry()) {
                        return last;
                    }
                    close();
                }
            }
            return last == null ? DeliveryAttempt.nowhere(noHost(), talk) : last;
        } catch (Route.None e) {
            return DeliveryAttempt.nowhere(e, talk);
        }
    }

    private static Route.None noHost() {
        return new Route.None("4.4.4", "There is no host to ask.");
    }
}
