package io.sendyard.delivery;

import io.sendyard.message.ClaimedOutcome;
import io.sendyard.message.EventType;
import io.sendyard.message.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The outcome of a claim, to be recorded while the claim is still ours. */
record ClaimOutcome(Claim claim, Outcome outcome) {

    /** Captured, not delivered. */
    static ClaimOutcome captured(Claim claim, Instant now) {
        return of(claim, EventType.CAPTURED, now, null);
    }

    /** It is given up without another try. */
    static ClaimOutcome failed(Claim claim, Instant now, String reason) {
        return of(claim, EventType.FAILED, now, reason);
    }

    /** It was not tried, because its destination is in trouble; due again at a time. */
    static ClaimOutcome putOff(Claim claim, Instant now, Instant due, String error) {
        var reason = "Waiting for the mail server to become available. Last error: " + error;
        var details =
                new Outcome.Details(null, null, reason, null, null, null, null, null, null, due);
        return new ClaimOutcome(claim, outcome(claim, EventType.DEFERRED, now, reason, details));
    }

    /** Without what people may want to read of it, in case that can't be kept. */
    ClaimOutcome plain() {
        var old = outcome.details();
        var details =
                new Outcome.Details(
                        old.replyCode(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        old.durationMillis(),
                        old.bounceClass(),
                        old.attempt(),
                        old.nextAttemptAt());
        return new ClaimOutcome(claim, outcome(claim, outcome.type(), outcome.at(), null, details));
    }

    /** The outcome as it is recorded while the claim is held. */
    ClaimedOutcome claimed() {
        var attempt = outcome.details().attempt();
        int attempts = attempt == null ? claim.attempts() : attempt;
        return new ClaimedOutcome(claim.recipientLease(), attempts, outcome);
    }

    private static ClaimOutcome of(
            Claim claim, EventType type, Instant now, @Nullable String reason) {
        return new ClaimOutcome(claim, outcome(claim, type, now, reason, Outcome.Details.none()));
    }

    private static Outcome outcome(
            Claim claim,
            EventType type,
            Instant at,
            @Nullable String reason,
            Outcome.Details details) {
        return new Outcome(
                claim.messageId(),
                claim.recipientId(),
                claim.serverId(),
                claim.streamId(),
                type,
                at,
                reason,
                details,
                null);
    }
}
