package io.sendyard.server;

import io.sendyard.core.Name;
import io.sendyard.core.PlainText;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A new server; without a mode it is live. */
public record NewServer(
        @NotNull(message = "Give the server a name.") @PlainText String name,
        @Nullable Color color,
        Mode mode) {

    public NewServer {
        name = Name.kept(name);
        mode = Objects.requireNonNullElse(mode, Mode.LIVE);
    }
}
