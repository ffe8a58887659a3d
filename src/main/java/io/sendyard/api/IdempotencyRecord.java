package io.sendyard.api;

import io.sendyard.core.Secret;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One use of an idempotency key: claimed while its first request runs, then with the answer to
 * replay.
 */
@Entity
@Table(name = "idempotency_record")
class IdempotencyRecord {

    /** Longer than any request runs; when a node died, the next try may go on behind it. */
    private static final Duration CLAIM = Duration.ofMinutes(1);

    @EmbeddedId private KeyId id;

    private String fingerprint;
    private String claim;
    private Instant claimUntil;
    private @Nullable Integer status;
    private @Nullable String location;
    private @Nullable String mediaType;
    private @Nullable Secret body;
    private Instant createdAt;

    IdempotencyRecord(KeyId id, String fingerprint, Instant now) {
        this.id = id;
        this.fingerprint = fingerprint;
        this.claim = UUID.randomUUID().toString();
        this.claimUntil = now.plus(CLAIM);
        this.createdAt = now;
    }

    @SuppressWarnings("NullAway.Init")
    protected IdempotencyRecord() {}

    KeyId id() {
        return id;
    }

    String claim() {
        return claim;
    }

    Instant createdAt() {
        return createdAt;
    }

    boolean isFor(String otherFingerprint) {
        return fingerprint.equals(otherFingerprint);
    }

    boolean isClaimed(Instant now) {
        return status == null && now.isBefore(claimUntil);
    }

    /** Takes over a claim that ran out. */
    void claimAgain(Instant now) {
        claim = UUID.randomUUID().toString();
        claimUntil = now.plus(CLAIM);
    }

    void answered(Answer answer) {
        status = answer.status();
        location = answer.location();
        mediaType = answer.mediaType();
        body = Secret.of(answer.body());
    }

    /** The first answer; null while there is none. */
    @Nullable Answer answer() {
        return status == null || body == null
                ? null
                : new Answer(status, location, mediaType, body.reveal());
    }

    /** The key and the scope it is unique in. */
    @Embeddable
    record KeyId(String scope, String requestKey) implements Serializable {}

    /** What was answered. */
    record Answer(int status, @Nullable String location, @Nullable String mediaType, String body) {}
}
