package io.sendyard.account;

import io.sendyard.core.ClientAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords. Each hash takes a core for about 0.1 seconds and 16 MiB, so one core is left to
 * everything else, and only a few attempts wait: most of them are refused by client first, then by
 * network, so that a flood does not keep out people elsewhere. Networks from which people have
 * signed in keep a few attempts when a flood comes from many others.
 */
@Component
class PasswordHashing {

    /** How many attempts can run or wait at once. */
    static final int MOST_ATTEMPTS = 16;

    /** How many of them can be from networks from which nobody has signed in lately. */
    static final int MOST_OF_STRANGERS = 12;

    static final int MOST_OF_A_NETWORK = 8;
    static final int MOST_OF_A_HOST = 4;

    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final String EVERYONE = "everyone";
    private static final int MOST_KNOWN = 1_000;

    private final PasswordEncoder passwords;
    private final Semaphore places;
    private final Map<String, Integer> attempts = new HashMap<>();

    /** The networks of the newest sign-ins since this process started. */
    private final SequencedSet<String> known = new LinkedHashSet<>();

    PasswordHashing(PasswordEncoder passwords) {
        this.passwords = passwords;
        this.places = new Semaphore(places(Runtime.getRuntime().availableProcessors()), true);
    }

    /** How many hashes run at once. */
    static int places(int cores) {
        return Math.max(1, cores - 1);
    }

    /**
     * Runs an attempt as soon as there is a place for its hashes. Call it outside of transactions,
     * so that no attempt holds a database connection while it waits.
     *
     * @throws SignInRefused at once if too many attempts wait already
     */
    <T> T attempt(ClientAddress client, Supplier<T> attempt) {
        if (!enter(client)) {
            throw new SignInRefused(BUSY);
        }
        try {
            return inPlace(attempt);
        } finally {
            leave(client);
        }
    }

    /**
     * Remembers the network of a client that signed in. Strangers can't take all of its attempts.
     */
    synchronized void succeeded(ClientAddress client) {
        known.addLast(client.network());
        if (known.size() > MOST_KNOWN) {
            known.removeFirst();
        }
    }

    /** Hashes a password, however many attempts wait. */
    String hash(String password) {
        return inPlace(() -> encode(password));
    }

    /** Hashes a password within an attempt. */
    String encode(String password) {
        return String.valueOf(passwords.encode(password));
    }

    /** Whether the hash is that of the password. Call it within an attempt. */
    boolean matches(String password, String hash) {
        // No password contains half a character, and the encoder can't read one.
        return StandardCharsets.UTF_8.newEncoder().canEncode(password)
                && passwords.matches(password, hash);
    }

    private <T> T inPlace(Supplier<T> work) {
        places.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private synchronized boolean enter(ClientAddress client) {
        var limits =
                Map.of(
                        EVERYONE,
                        known.contains(client.network()) ? MOST_ATTEMPTS : MOST_OF_STRANGERS,
                        client.network(),
                        MOST_OF_A_NETWORK,
                        client.host(),
                        MOST_OF_A_HOST);
        boolean full =
                limits.entrySet().stream()
                        .anyMatch(limit ->
                                attempts.getOrDefault(limit.getKey(), 0) >= limit.getValue());
        if (!full) {
            scopes(client).forEach(scope -> attempts.merge(scope, 1, Integer::sum));
        }
        return !full;
    }

    private synchronized void leave(ClientAddress client) {
        for (var scope : scopes(client)) {
            if (attempts.merge(scope, -1, Integer::sum) == 0) {
                attempts.remove(scope);
            }
        }
    }

    private static Set<String> scopes(ClientAddress client) {
        return Set.of(EVERYONE, client.network(), client.host());
    }
}
