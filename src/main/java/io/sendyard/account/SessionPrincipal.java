package io.sendyard.account;

import io.sendyard.core.Cuid;
import java.io.Serializable;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * What a session or a JWT keeps of a sign-in: who, and under which epoch of theirs. Everything else
 * is read anew at each request, so that a changed role, password or team holds at once.
 */
public record SessionPrincipal(Cuid person, int epoch)
        implements AuthenticatedPrincipal, Serializable {

    @Override
    public String getName() {
        return person.value();
    }

    /** What proves, from now on, that this person signed in. */
    public static SessionPrincipal of(Person person) {
        return new SessionPrincipal(person.cuid(), person.epoch());
    }
}
