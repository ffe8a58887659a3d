package io.sendyard.sender;

import io.sendyard.core.Name;
import io.sendyard.core.PlainText;
import jakarta.validation.constraints.NotNull;

/** A new sender: a domain or an address. */
public record NewSender(
        @NotNull(message = "Give a domain or an address.") @PlainText(max = 320) String identifier,
        @NotNull(message = "Choose whether this is a domain or an address.") IdentityType type) {

    public NewSender {
        identifier = Name.kept(identifier);
    }

    /** What a request body is laid over. */
    @SuppressWarnings("NullAway") // It is not valid yet, and validation says so.
    public static NewSender blank() {
        return new NewSender(null, null);
    }
}
