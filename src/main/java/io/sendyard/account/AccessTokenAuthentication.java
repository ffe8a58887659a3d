package io.sendyard.account;

import io.sendyard.core.Secret;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lets a person's program in by its access token. */
@Component
public class AccessTokenAuthentication {

    private final AccessTokens tokens;
    private final Clock clock;

    AccessTokenAuthentication(AccessTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** The owner of a token; empty if it is unknown, revoked or expired. Records the use. */
    public Optional<SignedIn> authenticate(Secret secret) {
        var now = clock.instant();
        var token =
                secret.checksOut()
                        ? tokens.findByHash(secret.hash())
                        : Optional.<AccessToken>empty();
        return token.filter(found -> !found.secret().expired(now))
                .map(found -> {
                    if (found.secret().useIsWorthNoting(now)) {
                        tokens.noteUse(found, now);
                    }
                    return new SignedIn(found.person());
                });
    }
}
