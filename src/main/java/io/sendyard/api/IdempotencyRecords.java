package io.sendyard.api;

import io.sendyard.api.IdempotencyRecord.Answer;
import io.sendyard.api.IdempotencyRecord.KeyId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.DependsOn;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the uses of idempotency keys for 24 hours. */
@Component
// A filter wants this before anything else needs the database; without its factory there is no
// EntityManager yet.
@DependsOn("entityManagerFactory")
class IdempotencyRecords {

    private static final Duration KEPT = Duration.ofHours(24);

    private final EntityManager entities;
    private final TransactionTemplate transactions;
    private final Clock clock;

    IdempotencyRecords(EntityManager entities, TransactionTemplate transactions, Clock clock) {
        this.entities = entities;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Claims a key for a request that begins now, or tells why it can't be. Commits at once, so
     * that every node sees it.
     */
    KeyClaim claim(KeyId id, String fingerprint) {
        try {
            return within(() -> claimWithin(id, fingerprint));
        } catch (ConstraintViolationException e) {
            // Another request was first by a moment.
            return new KeyClaim.Running();
        }
    }

    /**
     * Keeps the answer, in the transaction of what it answers where there is one.
     *
     * @throws IllegalStateException where another request took the claim over, since this one was
     *     too slow
     */
    void answered(KeyId id, String claim, Answer answer) {
        within(() -> {
            var found = entities.find(IdempotencyRecord.class, id, LockModeType.PESSIMISTIC_WRITE);
            if (found == null || !found.claim().equals(claim) || found.answer() != null) {
                throw new IllegalStateException("The claim on this idempotency key ran out");
            }
            found.answered(answer);
            return found;
        });
    }

    /** Releases a key whose request failed. */
    void release(KeyId id, String claim) {
        transactions.executeWithoutResult(_ ->
                entities.createQuery(
                                "delete from IdempotencyRecord r where r.id = :id and r.claim ="
                                        + " :claim and r.status is null")
                        .setParameter("id", id)
                        .setParameter("claim", claim)
                        .executeUpdate());
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    void forgetOld() {
        transactions.executeWithoutResult(_ ->
                entities.createQuery("delete from IdempotencyRecord r where r.createdAt < :before")
                        .setParameter("before", clock.instant().minus(KEPT))
                        .executeUpdate());
    }

    private KeyClaim claimWithin(KeyId id, String fingerprint) {
        var now = clock.instant();
        var found = entities.find(IdempotencyRecord.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (found != null && found.createdAt().isBefore(now.minus(KEPT))) {
            entities.remove(found);
            entities.flush();
            found = null;
        }
        if (found == null) {
            found = new IdempotencyRecord(id, fingerprint, now);
            entities.persist(found);
            entities.flush();
            return new KeyClaim.Granted(found.claim());
        }
        return existing(found, fingerprint, now);
    }

    private static KeyClaim existing(IdempotencyRecord found, String fingerprint, Instant now) {
        if (!found.isFor(fingerprint)) {
            return new KeyClaim.OtherBody();
        }
        var answer = found.answer();
        if (answer != null) {
            return new KeyClaim.Answered(answer);
        }
        if (found.isClaimed(now)) {
            return new KeyClaim.Running();
        }
        found.claimAgain(now);
        return new KeyClaim.Granted(found.claim());
    }

    private <T> T within(Supplier<T> work) {
        @Nullable T result = transactions.execute(_ -> work.get());
        return Objects.requireNonNull(result);
    }

    /** The result of a claim. */
    sealed interface KeyClaim {

        /** The request may run; {@code token} proves the claim later. */
        record Granted(String token) implements KeyClaim {}

        /** The first request was answered so. */
        record Answered(Answer answer) implements KeyClaim {}

        /** The first request still runs. */
        record Running() implements KeyClaim {}

        /** The key was used for another request. */
        record OtherBody() implements KeyClaim {}
    }
}
