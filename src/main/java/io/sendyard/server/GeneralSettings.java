package io.sendyard.server;

import io.sendyard.core.Name;
import io.sendyard.core.PlainText;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** How people tell a server from others: its name, and a colour if it has one. */
@Embeddable
public record GeneralSettings(
        @NotNull(message = "Give the server a name.") @PlainText String name,
        @Nullable @Enumerated(EnumType.STRING) Color color) {

    public GeneralSettings {
        name = Name.kept(name);
    }
}
