package io.sendyard.apikey;

import io.sendyard.core.Name;
import io.sendyard.core.PlainText;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A new API key; without an end it is valid until it is revoked. */
public record NewKey(
        @NotNull(message = "Give the key a name.") @PlainText String name,
        @NotNull(message = "Choose what the key may do.") KeyType type,
        @Nullable @Future(message = "Choose a time in the future.") Instant expiresAt) {

    public NewKey {
        name = Name.kept(name);
    }
}
