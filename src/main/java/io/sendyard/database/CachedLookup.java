package io.sendyard.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Results of a query that every message needs, cached briefly. A change on this node takes effect
 * at once, one on another node after that time.
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
     * The result; empty if there is none. No caller waits for another's query, because that may
     * need the connection this one holds.
     */
    public Optional<V> get(K key) {
        var known = answers.getIfPresent(key);
        return known == null ? ask(key) : Optional.of(known);
    }

    /** Clears the cache. */
    public void forget() {
        changes.incrementAndGet();
        answers.invalidateAll();
    }

    private Optional<V> ask(K key) {
        long before = changes.get();
        var answer = ask.apply(key);
        if (answer != null) {
            answers.put(key, answer);
            // The query may have run before a change and returned after it.
            if (changes.get() != before) {
                answers.invalidate(key);
            }
        }
        return Optional.ofNullable(answer);
    }
}
