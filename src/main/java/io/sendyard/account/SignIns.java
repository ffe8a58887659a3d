package io.sendyard.account;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Finds out who somebody is: by a password, and afterwards by what a session or a JWT kept of it.
 */
@Component
public class SignIns {

    private final People people;
    private final PasswordEncoder passwords;
    private final SignInFailures failures;
    private final String hashOfNobody;

    /**
     * Argon2id wants 16 MiB for each look: as many at once as there are processors, the others
     * wait.
     */
    private final Semaphore looks = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    SignIns(People people, PasswordEncoder passwords, SignInFailures failures) {
        this.people = people;
        this.passwords = passwords;
        this.failures = failures;
        this.hashOfNobody = String.valueOf(passwords.encode(Secret.random("", 32).reveal()));
    }

    /**
     * Lets somebody in who knows the password of that address.
     *
     * @param place where the request came from, as an IP address
     * @throws SignInRefused with the same sentence and after the same time for an unknown address
     *     as for a wrong password
     */
    public SessionPrincipal byPassword(String email, String password, String place) {
        var address = EmailAddress.parse(email.strip()).map(EmailAddress::key);
        var emailKey = address.orElse(email.toLowerCase(Locale.ROOT));
        refuseInPause(emailKey, place);
        var person = address.flatMap(people::findByEmailKey);
        var hash = person.map(Person::passwordHash).orElse(hashOfNobody);
        return inTurn(() -> {
            // While this try waited for its turn, others may have used up what is free.
            refuseInPause(emailKey, place);
            if (!matches(password, hash)) {
                failures.add(emailKey, place);
                throw new SignInRefused(failures.pause(emailKey, place));
            }
            failures.forget(emailKey, place);
            return SessionPrincipal.of(person.orElseThrow());
        });
    }

    /** Whether this is the person's password. */
    public boolean knows(Person person, String password) {
        return inTurn(() -> matches(password, person.passwordHash()));
    }

    /**
     * The person behind a proof, as they are now; empty where they left or their password was
     * changed.
     */
    public Optional<SignedIn> by(SessionPrincipal principal) {
        return people.findByCuid(principal.person())
                .filter(person -> person.epoch() == principal.epoch())
                .map(SignedIn::new);
    }

    private void refuseInPause(String emailKey, String place) {
        var pause = failures.pause(emailKey, place);
        if (pause.isPositive()) {
            throw new SignInRefused(pause);
        }
    }

    private boolean matches(String password, String hash) {
        // Half a character is in nobody's password, and the encoder can't read it.
        return StandardCharsets.UTF_8.newEncoder().canEncode(password)
                && passwords.matches(password, hash);
    }

    private <T> T inTurn(Supplier<T> look) {
        looks.acquireUninterruptibly();
        try {
            return look.get();
        } finally {
            looks.release();
        }
    }
}
