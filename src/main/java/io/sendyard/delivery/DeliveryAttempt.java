package io.sendyard.delivery;

import io.sendyard.message.BounceClass;
import io.sendyard.message.EventType;
import io.sendyard.message.Outcome;
import io.sendyard.smtp.client.MailHost;
import io.sendyard.smtp.client.ServerReply;
import io.sendyard.smtp.client.SmtpClient;
import io.sendyard.smtp.client.SmtpFailure;
import io.sendyard.smtp.client.SmtpStage;
import io.sendyard.smtp.client.Transcript;
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
record DeliveryAttempt(
        End end,
        Health health,
        @Nullable Integer replyCode,
        @Nullable String enhancedCode,
        String text,
        @Nullable MailHost target,
        @Nullable String tls,
        @Nullable BounceClass bounceClass,
        boolean unknown,
        Transcript talk) {

    /** The other side took it. */
    static DeliveryAttempt taken(ServerReply reply, SmtpClient session, Transcript talk) {
        return new DeliveryAttempt(
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
    static DeliveryAttempt failed(
            SmtpFailure failure, @Nullable MailHost target, @Nullable String tls, Transcript talk) {
        var reply = failure.reply();
        var code = reply == null ? null : Integer.valueOf(reply.code());
        var enhanced = failure.enhancedCode();
        boolean permanent =
                !failure.stage().beforeLetter() && BounceClassifier.permanent(code, enhanced);
        var health = failure.hostIsSick() ? Health.SICK : permanent ? Health.WELL : Health.WEARY;
        return new DeliveryAttempt(
                permanent ? End.REFUSED : End.LATER,
                health,
                code,
                reply == null ? enhanced : reply.enhancedCode(),
                failure.sentence(),
                target,
                tls,
                permanent
                        ? BounceClassifier.classify(
                                failure.stage(), code, enhanced, failure.sentence())
                        : null,
                failure.stage() == SmtpStage.END && reply == null,
                talk);
    }

    /** There is no host to ask. */
    static DeliveryAttempt nowhere(Route.None none, Transcript talk) {
        boolean permanent = BounceClassifier.permanent(null, none.enhancedCode());
        talk.note(none.sentence());
        return new DeliveryAttempt(
                permanent ? End.REFUSED : End.LATER,
                permanent ? Health.WELL : Health.SICK,
                null,
                none.enhancedCode(),
                none.sentence(),
                null,
                null,
                permanent
                        ? BounceClassifier.classify(
                                null, null, none.enhancedCode(), none.sentence())
                        : null,
                false,
                talk);
    }

    /** Something went wrong on our side. */
    static DeliveryAttempt stumbled() {
        return new DeliveryAttempt(
                End.LATER,
                Health.WEARY,
                null,
                "4.3.0",
                "Something went wrong here. It will be tried again.",
                null,
                null,
                null,
                false,
                new Transcript());
    }

    /** What it means for the message. */
    Outcome outcome(Claim claim, Instant now, RetrySchedule pauses) {
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
