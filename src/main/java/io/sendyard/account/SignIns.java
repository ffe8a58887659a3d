package io.sendyard.account;

import io.sendyard.core.ClientAddress;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.Secret;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Authenticates people: by password, and afterwards by the principal of a session or a JWT. */
@Component
public class SignIns {

    private final People people;
    private final PasswordHashing hashing;
    private final SignInFailures failures;
    private final String hashOfNobody;

    SignIns(People people, PasswordHashing hashing, SignInFailures failures) {
        this.people = people;
        this.hashing = hashing;
        this.failures = failures;
        this.hashOfNobody = hashing.hash(Secret.random("", 32).reveal());
    }

    /**
     * Signs a person in by email address and password.
     *
     * @throws SignInRefused with the same sentence and after the same time for an unknown address
     *     as for a wrong password; at once if too many attempts wait already
     */
    public SessionPrincipal byPassword(String email, String password, ClientAddress client) {
        var address = EmailAddress.parse(email.strip()).map(EmailAddress::key);
        var emailKey = address.orElse(email.toLowerCase(Locale.ROOT));
        return hashing.attempt(
                client,
                () -> {
                    var person = address.flatMap(people::findByEmailKey);
                    var hash = person.map(Person::passwordHash).orElse(hashOfNobody);
                    check(password, hash, emailKey, client);
                    hashing.succeeded(client);
                    return SessionPrincipal.of(person.orElseThrow());
                });
    }

    /**
     * Checks a signed-in person's password again. A wrong one counts as one at sign-in does.
     *
     * @throws SignInRefused if the password is wrong, or too many were
     */
    void check(Person person, String password, ClientAddress client) {
        var emailKey = EmailAddress.parse(person.email()).orElseThrow().key();
        check(password, person.passwordHash(), emailKey, client);
    }

    /**
     * The person of a principal, as they are now; empty if they left or their password was changed
     * since.
     */
    public Optional<SignedIn> by(SessionPrincipal principal) {
        return people.findByCuid(principal.person())
                .filter(person -> person.epoch() == principal.epoch())
                .map(SignedIn::new);
    }

    private void check(String password, String hash, String emailKey, ClientAddress client) {
        var pause = failures.pause(emailKey, client);
        if (pause.isPositive()) {
            throw new SignInRefused(pause);
        }
        if (!hashing.matches(password, hash)) {
            failures.add(emailKey, client);
            throw new SignInRefused(failures.pause(emailKey, client));
        }
        failures.forget(emailKey, client);
    }
}
