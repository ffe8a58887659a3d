package io.sendyard.account;

import io.sendyard.core.Name;
import io.sendyard.core.PlainText;
import io.sendyard.core.Refusal;
import io.sendyard.core.Secret;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Issues access tokens. */
@Component
public class AccessTokenIssue {

    /** For each person. */
    public static final int MOST = 50;

    private final AccessTokens tokens;
    private final Clock clock;

    AccessTokenIssue(AccessTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Issues one to a person.
     *
     * @throws Refusal if the person has {@value #MOST} already
     */
    @Transactional
    public IssuedAccessToken issue(Person person, NewAccessToken wanted) {
        if (tokens.ofPerson(person.id()).size() >= MOST) {
            throw Refusal.conflict(
                    null, "You have %d access tokens. Revoke one first.".formatted(MOST));
        }
        var secret = Secret.checked(AccessToken.PREFIX);
        var token =
                new AccessToken(person, wanted.name(), secret, wanted.expiresAt(), clock.instant());
        return new IssuedAccessToken(tokens.save(token), secret);
    }

    /** A new access token; without an end it is valid until it is revoked. */
    public record NewAccessToken(
            @NotNull(message = "Give the token a name.") @PlainText String name,
            @Nullable @Future(message = "Choose a day in the future.") Instant expiresAt) {

        public NewAccessToken {
            name = Name.kept(name);
        }
    }

    /** A new token with its secret, which can't be shown again. */
    public record IssuedAccessToken(AccessToken token, Secret secret) {}
}
