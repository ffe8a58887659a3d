package io.sendyard.delivery;

import io.sendyard.delivery.smtp.Conversation;
import io.sendyard.delivery.smtp.Reply;
import io.sendyard.delivery.smtp.Session;
import io.sendyard.delivery.smtp.SmtpFailure;
import io.sendyard.delivery.smtp.Stage;
import io.sendyard.delivery.smtp.Target;
import io.sendyard.message.BounceClass;
import io.sendyard.message.EventType;
import io.sendyard.message.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a try came to.
 *
 * @param end how it ended
 * @param health how the destination seems to be
 * @param bounceClass why it was refused for good; null where it was not
 * @param unknown whether the other side may have taken it
 */
record Trial(
        End end,
        Health health,
        @Nullable Integer replyCode,
        @Nullable String enhancedCode,
        String text,
        @Nullable Target target,
        @Nullable String tls,
        @Nullable BounceClass bounceClass,
        boolean unknown,
        Conversation talk) {

    /** The other side took it. */
    static Trial taken(Reply reply, Session session, Conversation talk) {
        return new Trial(
                End.TAKEN,
                Health.WELL,
                reply.code(),
                reply.enhancedCode(),
                reply.text(),
                session.target(),
                session.tls(),
                null,
                false,
                talk);
    }

    /** It was not taken, or not surely. */
    static Trial failed(
            SmtpFailure failure, @Nullable Target target, @Nullable String tls, Conversation talk) {
        var reply = failure.reply();
        var code = reply == null ? null : Integer.valueOf(reply.code());
        var enhanced = failure.enhancedCode();
        boolean permanent =
                !failure.stage().beforeLetter() && BounceRules.permanent(code, enhanced);
        var health = failure.hostIsSick() ? Health.SICK : permanent ? Health.WELL : Health.WEARY;
        return new Trial(
                permanent ? End.REFUSED : End.LATER,
                health,
                code,
                reply == null ? enhanced : reply.enhancedCode(),
                failure.sentence(),
                target,
                tls,
                permanent
                        ? BounceRules.classify(failure.stage(), code, enhanced, failure.sentence())
                        : null,
                failure.stage() == Stage.END && reply == null,
                talk);
    }

    /** There is no host to ask. */
    static Trial nowhere(Route.None none, Conversation talk) {
        boolean permanent = BounceRules.permanent(null, none.enhancedCode());
        talk.note(none.sentence());
        return new Trial(
                permanent ? End.REFUSED : End.LATER,
                permanent ? Health.WELL : Health.SICK,
                null,
                none.enhancedCode(),
                none.sentence(),
                null,
                null,
                permanent
                        ? BounceRules.classify(null, null, none.enhancedCode(), none.sentence())
                        : null,
                false,
                talk);
    }

    /** Something went wrong on our side. */
    static Trial stumbled() {
        return new Trial(
                End.LATER,
                Health.WEARY,
                null,
                "4.3.0",
                "Something went wrong here. It will be tried again.",
                null,
                null,
                null,
                false,
                new Conversation());
    }

    /** What it means for the message. */
    Outcome outcome(Claim claim, Instant now, RetryPauses pauses) {
        return switch (end) {
            case TAKEN -> outcome(EventType.DELIVERED, claim, now, null, text);
            case REFUSED -> outcome(EventType.BOUNCED, claim, now, null, text);
            case LATER ->
                    pauses.after(claim, now)
                            .map(next -> outcome(EventType.DEFERRED, claim, now, next, text))
                            .orElseGet(() ->
                                    outcome(
                                            EventType.FAILED,
                                            claim,
                                            now,
                                            null,
                                            givenUp(claim.attempt(), text)));
        };
    }

    static String givenUp(int attempts, String lastly) {
        return "Given up after %d %s. The last said: %s"
                .formatted(attempts, attempts == 1 ? "try" : "tries", lastly);
    }

    private Outcome outcome(
            EventType type, Claim claim, Instant now, @Nullable Instant next, String reason) {
        var failed = type == EventType.FAILED;
        var details =
                new Outcome.Details(
                        replyCode,
                        enhancedCode,
                        text,
                        target == null ? null : target.host(),
                        target == null ? null : target.address().getHostAddress(),
                        tls,
                        talk.millis(),
                        failed ? BounceClass.TRANSIENT : bounceClass,
                        claim.attempt(),
                        next);
        return new Outcome(
                claim.messageId(),
                claim.recipientId(),
                claim.serverId(),
                claim.streamId(),
                type,
                now,
                reason,
                details,
                talk.toString());
    }

    /** How a try can end. */
    enum End {
        TAKEN,
        /** For good. */
        REFUSED,
        /** Another one may help. */
        LATER
    }

    /** How a destination can seem to be. */
    enum Health {
        WELL,
        /** It put a message off. */
        WEARY,
        /** It takes none now. */
        SICK
    }
}
