package io.sendyard.account;

import io.sendyard.core.Email;
import io.sendyard.core.Name;
import io.sendyard.core.PlainText;
import jakarta.validation.constraints.NotNull;

/** Name, email address and password for a new account. */
public record NewAccount(
        @NotNull(message = "Tell us your name.") @PlainText String name,
        @Email String email,
        @NewPassword String password) {

    public NewAccount {
        name = Name.kept(name);
        email = Name.kept(email);
    }

    @Override
    public String toString() {
        return "NewAccount[email=" + email + "]";
    }
}
