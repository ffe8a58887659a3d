package io.sendyard.account;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/**
 * The email address and password don't match, or there were too many attempts: then {@link #pause}
 * is how long to wait.
 */
public class SignInRefused extends AuthenticationException {

    private final Duration pause;

    SignInRefused(Duration pause) {
        super(sentence(pause));
        this.pause = pause;
    }

    /** How long no further try is looked at; zero where the next may come at once. */
    public Duration pause() {
        return pause;
    }

    /** What to tell the person: the same for a wrong address as for a wrong password. */
    public String sentence() {
        return sentence(pause);
    }

    private static String sentence(Duration pause) {
        return pause.isZero()
                ? "That address and that password don't belong together."
                : "Too many attempts. Try again in %d s.".formatted(pause.toSeconds());
    }
}
