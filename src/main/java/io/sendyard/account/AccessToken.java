package io.sendyard.account;

import io.sendyard.core.Cuid;
import io.sendyard.core.Secret;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A long-lived secret with which a person's own programs manage the account; only its hash is kept.
 */
@Entity
public class AccessToken {

    /** What every access token begins with. */
    public static final String PREFIX = "txa_";

    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Cuid cuid;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    private Person person;

    private String name;
    private String prefix;
    private String hash;
    private Instant createdAt;
    private @Nullable Instant lastUsedAt;
    private @Nullable Instant expiresAt;

    /** A token for {@code secret}, which is shown once by whoever drew it. */
    public AccessToken(
            Person person, String name, Secret secret, @Nullable Instant expiresAt, Instant now) {
        this.cuid = Cuid.fresh();
        this.person = person;
        this.name = name;
        this.prefix = secret.prefix();
        this.hash = secret.hash();
        this.expiresAt = expiresAt;
        this.createdAt = now;
    }

    @SuppressWarnings("NullAway.Init")
    protected AccessToken() {}

    public Cuid cuid() {
        return cuid;
    }

    public Person person() {
        return person;
    }

    public String name() {
        return name;
    }

    public String prefix() {
        return prefix;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant lastUsedAt() {
        return lastUsedAt;
    }

    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /** Whether it opens nothing any more. */
    public boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Whether its last use should be noted: once a minute is enough. */
    boolean useIsStale(Instant now) {
        return lastUsedAt == null || lastUsedAt.isBefore(now.minus(USE_NOTED_EVERY));
    }
}
