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

/** Authenticates people: by password, and afterwards by the principal of a session or a JWT. */
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
     * Signs a person in by email address and password.
     *
     * @param clientAddress the client's IP address
     * @throws SignInRefused with the same sentence and after the same time for an unknown address
     *     as for a wrong password
     */
    public SessionPrincipal byPassword(String email, String password, String clientAddress) {
        var address = EmailAddress.parse(email.strip()).map(EmailAddress::key);
        var emailKey = address.orElse(email.toLowerCase(Locale.ROOT));
        refuseInPause(emailKey, clientAddress);
        var person = address.flatMap(people::findByEmailKey);
        var hash = person.map(Person::passwordHash).orElse(hashOfNobody);
        return inTurn(() -> {
            // While this attempt waited, others may have used up the free attempts.
            refuseInPause(emailKey, clientAddress);
            if (!matches(password, hash)) {
                failures.add(emailKey, clientAddress);
                throw new SignInRefused(failures.pause(emailKey, clientAddress));
            }
            failures.forget(emailKey, clientAddress);
            return SessionPrincipal.of(person.orElseThrow());
        });
    }

    /** Whether this is the person's password. */
    public boolean knows(Person person, String password) {
        return inTurn(() -> matches(password, person.passwordHash()));
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

    private void refuseInPause(String emailKey, String clientAddress) {
        var pause = failures.pause(emailKey, clientAddress);
        if (pause.isPositive()) {
            throw new SignInRefused(pause);
        }
    }

    private boolean matches(String password, String hash) {
        // No password contains half a character, and the encoder can't read one.
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
