package io.sendyard.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers to what is asked with every message, kept for a moment so that it costs no query. A
 * change on this node counts at once, and one on another node after that moment.
 */
public final class Kept<K, V> {

    private static final int MOST = 10_000;

    private final Cache<K, V> answers;
    private final Function<K, @Nullable V> ask;

    Kept(Duration atMost, Function<K, @Nullable V> ask) {
        this.ask = ask;
        this.answers = Caffeine.newBuilder().expireAfterWrite(atMost).maximumSize(MOST).build();
    }

    /** The answer; empty where there is none. */
    public Optional<V> get(K key) {
        return Optional.ofNullable(answers.get(key, ask));
    }

    /** Has everything asked anew. */
    public void forget() {
        answers.invalidateAll();
    }
}
