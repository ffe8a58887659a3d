package io.sendyard.tracking;

import io.sendyard.core.Secret;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The permanent key of the installation that signs tokens. */
@Entity
class TokenKey {

    static final int ONLY = 1;

    private static final int LENGTH = 50;

    @Id private int id;
    private Secret secret;

    @SuppressWarnings("NullAway.Init")
    protected TokenKey() {}

    private TokenKey(int id, Secret secret) {
        this.id = id;
        this.secret = secret;
    }

    static TokenKey fresh() {
        return new TokenKey(ONLY, Secret.random("", LENGTH));
    }

    Secret secret() {
        return secret;
    }
}
