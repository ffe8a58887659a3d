package io.sendyard.delivery;

import io.sendyard.core.Secret;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** What return paths are signed with: one for the installation, for good. */
@Entity
class ReturnPathKey {

    static final int ONLY = 1;

    private static final int LENGTH = 50;

    @Id private int id;
    private Secret secret;

    @SuppressWarnings("NullAway.Init")
    protected ReturnPathKey() {}

    private ReturnPathKey(int id, Secret secret) {
        this.id = id;
        this.secret = secret;
    }

    static ReturnPathKey fresh() {
        return new ReturnPathKey(ONLY, Secret.random("", LENGTH));
    }

    Secret secret() {
        return secret;
    }
}
