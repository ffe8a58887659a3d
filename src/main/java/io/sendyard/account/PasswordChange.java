package io.sendyard.account;

import io.sendyard.core.Refusal;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes a person's password, and ends all that was opened with the old one: sessions, JWTs and
 * access tokens.
 */
@Component
public class PasswordChange {

    private final SignIns signIns;
    private final People people;
    private final AccessTokens tokens;
    private final PasswordEncoder passwords;

    PasswordChange(SignIns signIns, People people, AccessTokens tokens, PasswordEncoder passwords) {
        this.signIns = signIns;
        this.people = people;
        this.tokens = tokens;
        this.passwords = passwords;
    }

    /**
     * Changes it.
     *
     * @return the proof with which the session that asked goes on
     * @throws Refusal where {@code current} is not the password of today
     */
    @Transactional
    public SessionPrincipal change(Person person, String current, String wanted) {
        if (!signIns.knows(person, current)) {
            throw Refusal.invalid("current", "This is not your present password.");
        }
        person.changePassword(String.valueOf(passwords.encode(wanted)));
        tokens.deleteAllOf(person);
        return SessionPrincipal.of(people.save(person));
    }
}
