package io.sendyard.apikey;

import io.sendyard.core.Cuid;
import io.sendyard.core.HashedSecret;
import io.sendyard.core.Secret;
import io.sendyard.database.InvalidatesCaches;
import io.sendyard.server.Server;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A secret of one server; only its hash and its first characters are kept. */
@Entity
@EntityListeners(InvalidatesCaches.class)
public class ApiKey {

    /** What every key begins with. */
    public static final String PREFIX = "txk_";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Cuid cuid;
    private long serverId;
    private String name;

    @Enumerated(EnumType.STRING)
    private KeyType type;

    @Embedded private HashedSecret secret;

    /** A key for {@code secret}, which is shown once. */
    public ApiKey(Server server, NewKey wanted, Secret secret, Instant now) {
        this.cuid = Cuid.fresh();
        this.serverId = server.id();
        this.name = wanted.name();
        this.type = wanted.type();
        this.secret = HashedSecret.of(secret, wanted.expiresAt(), now);
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

    /** What is kept of the key itself. */
    public HashedSecret secret() {
        return secret;
    }
}
