package io.sendyard.delivery;

import io.sendyard.delivery.smtp.Conversation;
import io.sendyard.delivery.smtp.Letter;
import io.sendyard.delivery.smtp.Session;
import io.sendyard.delivery.smtp.SmtpFailure;
import io.sendyard.delivery.smtp.Stage;
import org.jspecify.annotations.Nullable;

/** Carries letters to one destination, one after the other, on one connection if it lasts. */
final class Carrier implements AutoCloseable {

    private static final int MOST_LETTERS = 100;

    private final Route route;
    private @Nullable Session session;
    private volatile @Nullable Conversation talk;
    private volatile boolean isCut;

    Carrier(Route route) {
        this.route = route;
    }

    /** Tries once: on the connection there is, or else at the hosts that the route names. */
    Trial carry(Claim claim, Letter letter) {
        var begun = new Conversation();
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

    private Trial carry(Claim claim, Letter letter, Conversation talk) {
        var kept = session;
        if (kept != null && kept.usable() && kept.letters() < MOST_LETTERS) {
            try {
                return Trial.taken(kept.deliver(letter, talk), kept, talk);
            } catch (SmtpFailure e) {
                if (!hadGoneStale(e)) {
                    return Trial.failed(e, kept.target(), kept.tls(), talk);
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
        return failure.stage() == Stage.MAIL
                && (reply == null ? failure.otherHostMayTry() : reply.closes());
    }

    private Trial fresh(Claim claim, Letter letter, Conversation talk) {
        try {
            Trial last = null;
            for (var target : route.targets(claim)) {
                try {
                    var opened = Session.open(target, route.terms(), talk);
                    session = opened;
                    return Trial.taken(opened.deliver(letter, talk), opened, talk);
                } catch (SmtpFailure e) {
                    last = Trial.failed(e, target, session == null ? null : session.tls(), talk);
                    if (!e.otherHostMayTry()) {
                        return last;
                    }
                    close();
                }
            }
            return last == null ? Trial.nowhere(noHost(), talk) : last;
        } catch (Route.None e) {
            return Trial.nowhere(e, talk);
        }
    }

    private static Route.None noHost() {
        return new Route.None("4.4.4", "There is no host to ask.");
    }
}
