package io.sendyard.suppression;

import io.sendyard.core.Email;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.Name;
import io.sendyard.core.PlainText;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A new suppression; without a reason it counts as added manually. */
public record NewSuppression(
        @NotNull(message = "Give an address.") @Email String email,
        SuppressionReason reason,
        @Nullable @PlainText(max = 500) String note) {

    @SuppressWarnings("NullAway") // Without an address it is not valid, and validation says so.
    public NewSuppression(
            @Nullable String email, @Nullable SuppressionReason reason, @Nullable String note) {
        this.email = email == null ? null : email.strip();
        this.reason = reason == null ? SuppressionReason.MANUAL : reason;
        this.note = Name.optional(note);
    }

    EmailAddress address() {
        return EmailAddress.parse(email).orElseThrow();
    }
}
