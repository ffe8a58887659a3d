package io.sendyard.apikey;

import io.sendyard.core.Cuid;
import io.sendyard.core.Secret;
import io.sendyard.server.Server;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A secret of one server; only its hash and its first characters are kept. */
@Entity
public class ApiKey {

    /** What every key begins with. */
    public static final String PREFIX = "txk_";

    private static final Duration SOON = Duration.ofDays(14);
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Cuid cuid;
    private long serverId;
    private String name;

    @Enumerated(EnumType.STRING)
    private KeyType type;

    private String prefix;
    private String hash;
    private Instant createdAt;
    private @Nullable Instant lastUsedAt;
    private @Nullable Instant expiresAt;

    /** A key for {@code secret}, which is shown once by whoever drew it. */
    public ApiKey(Server server, NewKey wanted, Secret secret, Instant now) {
        this.cuid = Cuid.fresh();
        this.serverId = server.id();
        this.name = wanted.name();
        this.type = wanted.type();
        this.prefix = secret.prefix();
        this.hash = secret.hash();
        this.expiresAt = wanted.expiresAt();
        this.createdAt = now;
    }

    @SuppressWarnings("NullAway.Init")
    protected ApiKey() {}

    /** The id that callers see. */
    public Cuid cuid() {
        return cuid;
    }

    public long serverId() {
        return serverId;
    }

    public String name() {
        return name;
    }

    public KeyType type() {
        return type;
    }

    /** Its first characters, by which people know it. */
    public String prefix() {
        return prefix;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** When it was last used, to the minute; null for never. */
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

    /** Whether it is time to replace it: within two weeks it expires. */
    public boolean expiresSoon(Instant now) {
        return expiresAt != null && !expired(now) && expiresAt.isBefore(now.plus(SOON));
    }

    /** Whether its last use should be noted: once a minute is enough. */
    boolean useIsStale(Instant now) {
        return lastUsedAt == null || lastUsedAt.isBefore(now.minus(USE_NOTED_EVERY));
    }
}
