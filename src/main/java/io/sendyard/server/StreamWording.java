package io.sendyard.server;

import io.sendyard.core.Name;
import io.sendyard.core.PlainText;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** What people call a stream and how they describe it: all that can be changed of it. */
@Embeddable
public record StreamWording(
        @NotNull(message = "Give the stream a name.") @PlainText String name,
        @Nullable @PlainText(max = 500) String description) {

    public StreamWording {
        name = Name.kept(name);
        description = Name.optional(description);
    }
}
