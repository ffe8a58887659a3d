package io.sendyard.account;

import io.sendyard.core.Cuid;
import java.io.Serializable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * What a session or a JWT stores of a sign-in: the person and their epoch. Everything else is read
 * on each request, so that a changed role, password or team takes effect at once.
 */
public record SessionPrincipal(Cuid person, int epoch)
        implements AuthenticatedPrincipal, Serializable {

    @Override
    public String getName() {
        return person.value();
    }

    /** The principal of a person who just signed in. */
    public static SessionPrincipal of(Person person) {
        return new SessionPrincipal(person.cuid(), person.epoch());
    }
}
