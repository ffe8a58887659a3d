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
 * The result of one delivery attempt.
 *
 * @param end how it ended
 * @param health what it says about the destination
 * @param bounceClass why the message was rejected permanently; null if it wasn't
 * @param unknown whether the mail server may have accepted it
 */
record DeliveryAttempt(
        End end,
        Health health,
        @Nullable Integer replyCode,
        @Nullable String enhancedCode,
        String text,
        @Nullable MailHost mailHost,
        @Nullable String tls,
        @Nullable BounceClass bounceClass,
        boolean unknown,
        Transcript transcript) {

    /** The mail server accepted the message. */
    static DeliveryAttempt taken(ServerReply reply, SmtpClient session, Transcript transcript) {
        return new DeliveryAttempt(
                End.TAKEN,
                Health.HEALTHY,
                reply.code(),
                reply.enhancedCode(),
                reply.text(),
                session.mailHost(),
                session.tls(),
                null,
                false,
                transcript);
    }

    /** The message was not accepted, or not certainly. */
    static DeliveryAttempt failed(
            BounceClassifier classifier,
            SmtpFailure failure,
            @Nullable MailHost mailHost,
            @Nullable String tls,
            Transcript transcript) {
        var reply = failure.reply();
        var code = reply == null ? null : Integer.valueOf(reply.code());
        var enhanced = failure.enhancedCode();
        boolean permanent =
                !failure.stage().beforeMessage()
                        && classifier.permanent(code, enhanced, failure.sentence());
        return new DeliveryAttempt(
                permanent ? End.REFUSED : End.LATER,
                health(failure),
                code,
                reply == null ? enhanced : reply.enhancedCode(),
                failure.sentence(),
                mailHost,
                tls,
                permanent
                        ? classifier.classify(
                                failure.stage(),
                                code,
                                enhanced,
                                reply == null ? null : failure.sentence())
                        : null,
                failure.stage() == SmtpStage.END && reply == null,
                transcript);
    }

    /** There is no mail server to connect to. */
    static DeliveryAttempt noHost(
            BounceClassifier classifier, Route.None none, Transcript transcript) {
        boolean permanent = classifier.permanent(null, none.enhancedCode(), null);
        transcript.note(none.sentence());
        return new DeliveryAttempt(
                permanent ? End.REFUSED : End.LATER,
                permanent ? Health.HEALTHY : Health.DOWN,
                null,
                none.enhancedCode(),
                none.sentence(),
                null,
                null,
                permanent ? classifier.classify(null, null, none.enhancedCode(), null) : null,
                false,
                transcript);
    }

    /** An error of ours. */
    static DeliveryAttempt internalError() {
        return new DeliveryAttempt(
                End.LATER,
                Health.HEALTHY,
                null,
                "4.3.0",
                "Something went wrong here. It will be tried again.",
                null,
                null,
                null,
                false,
                new Transcript());
    }

    /** The reply, or what happened in its place. */
    String said() {
        return replyCode == null ? text : replyCode + " " + text;
    }

    /** What it means for the message. */
    Outcome outcome(Claim claim, Instant now, RetrySchedule schedule) {
        return switch (end) {
            case TAKEN -> outcome(EventType.DELIVERED, claim, now, null, text);
            case REFUSED -> outcome(EventType.BOUNCED, claim, now, null, text);
            case LATER ->
                    schedule.after(claim, now)
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

    /** A reply is about the message or its recipient, unless it is one that ends the connection. */
    private static Health health(SmtpFailure failure) {
        if (failure.stage().beforeMessage()) {
            return Health.DOWN;
        }
        return failure.endsConnection() ? Health.UNSTABLE : Health.HEALTHY;
    }

    private Outcome outcome(
            EventType type, Claim claim, Instant now, @Nullable Instant next, String reason) {
        var failed = type == EventType.FAILED;
        var details =
                new Outcome.Details(
                        replyCode,
                        enhancedCode,
                        text,
                        mailHost == null ? null : mailHost.host(),
                        mailHost == null ? null : mailHost.address().getHostAddress(),
                        tls,
                        transcript.millis(),
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
                transcript.toString());
    }

    /** How an attempt can end. */
    enum End {
        TAKEN,
        /** Permanently. */
        REFUSED,
        /** A retry may help. */
        LATER
    }

    /** The health of a destination. */
    enum Health {
        HEALTHY,
        /** The connection ended within a message. */
        UNSTABLE,
        /** It accepts nothing now. */
        DOWN
    }
}
