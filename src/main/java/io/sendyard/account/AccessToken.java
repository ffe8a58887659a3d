package io.sendyard.account;

import io.sendyard.core.Cuid;
import io.sendyard.core.HashedSecret;
import io.sendyard.core.Secret;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A long-lived secret with which a person's own programs manage the account; only its hash is kept.
 */
@Entity
public class AccessToken {

    /** What every access token begins with. */
    public static final String PREFIX = "txa_";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Cuid cuid;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    private Person person;

    private String name;
    @Embedded private HashedSecret secret;

    /** A token for {@code secret}, which is shown once. */
    public AccessToken(
            Person person, String name, Secret secret, @Nullable Instant expiresAt, Instant now) {
        this.cuid = Cuid.fresh();
        this.person = person;
        this.name = name;
        this.secret = HashedSecret.of(secret, expiresAt, now);
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

    /** What is kept of the token itself. */
    public HashedSecret secret() {
        return secret;
    }
}
