package io.sendyard.core;

import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a secret that was shown once: enough to know it again, and nothing to use it
 * with.
 *
 * @param prefix its first characters, by which people know it
 * @param hash its SHA-256, by which it is found
 * @param lastUsedAt to the minute; null for never
 * @param expiresAt from when on it opens nothing; null for never
 */
@Embeddable
public record HashedSecret(
        String prefix,
        String hash,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt) {

    private static final Duration SOON = Duration.ofDays(14);
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    /** Of a secret that is new. */
    public static HashedSecret of(Secret secret, @Nullable Instant expiresAt, Instant now) {
        return new HashedSecret(secret.prefix(), secret.hash(), now, null, expiresAt);
    }

    /** Whether it opens nothing any more. */
    public boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether it is time to replace it: within two weeks it expires. */
    public boolean expiresSoon(Instant now) {
        return expiresAt != null && !expired(now) && expiresAt.isBefore(now.plus(SOON));
    }

    /** Whether a use of now should be noted: once a minute is enough. */
    public boolean useIsWorthNoting(Instant now) {
        return lastUsedAt == null || lastUsedAt.isBefore(now.minus(USE_NOTED_EVERY));
    }
}
