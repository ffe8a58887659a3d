package io.sendyard.server;

import io.sendyard.core.Name;
import io.sendyard.core.PlainText;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A new stream. */
public record NewStream(
        @NotNull(message = "Give the stream a name.") @PlainText String name,
        @NotNull(message = "Choose what the stream is for.") StreamType type,
        @Nullable @PlainText(max = 500) String description) {

    public NewStream {
        name = Name.kept(name);
        description = Name.optional(description);
    }

    /** What a request body is laid over. */
    @SuppressWarnings("NullAway") // It is not valid yet, and validation says so.
    public static NewStream blank() {
        return new NewStream(null, null, null);
    }
}
