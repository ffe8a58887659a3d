package io.sendyard.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers to what is asked with every message, kept for a moment so that it costs no query. A
 * change on this node counts at once, and one on another node after that moment.
 */
public final class CachedLookup<K, V> {

    private static final int MOST = 10_000;

    private final Cache<K, V> answers;
    private final Function<K, @Nullable V> ask;
    private final AtomicLong changes = new AtomicLong();

    CachedLookup(Duration atMost, Function<K, @Nullable V> ask) {
        this.ask = ask;
        this.answers = Caffeine.newBuilder().expireAfterWrite(atMost).maximumSize(MOST).build();
    }

    /**
     * The answer; empty where there is none. Nobody waits for somebody else's question, since he
     * may hold the connection that it needs.
     */
    public Optional<V> get(K key) {
        var known = answers.getIfPresent(key);
        return known == null ? ask(key) : Optional.of(known);
    }

    /** Has everything asked anew. */
    public void forget() {
        changes.incrementAndGet();
        answers.invalidateAll();
    }

    private Optional<V> ask(K key) {
        long before = changes.get();
        var answer = ask.apply(key);
        if (answer != null) {
            answers.put(key, answer);
            // It may have been asked before a change and told after it.
            if (changes.get() != before) {
                answers.invalidate(key);
            }
        }
        return Optional.ofNullable(answer);
    }
}
