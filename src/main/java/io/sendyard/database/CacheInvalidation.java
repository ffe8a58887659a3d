package io.sendyard.database;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Clears {@link CachedLookup}s when a server, or anything that every message looks up about one,
 * was changed: {@link InvalidatesCaches} reports changed entities.
 */
@Component
public class CacheInvalidation {

    private final List<CachedLookup<?, ?>> lookups = new CopyOnWriteArrayList<>();

    /**
     * A cached lookup.
     *
     * @param atMost how old a result can be after a change on another node
     * @param ask runs the query; null is not cached
     */
    public <K, V> CachedLookup<K, V> lookup(Duration atMost, Function<K, @Nullable V> ask) {
        var answers = new CachedLookup<>(atMost, ask);
        lookups.add(answers);
        return answers;
    }

    /** Clears all caches when the current transaction has committed. */
    public void forget() {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        lookups.forEach(CachedLookup::forget);
                    }
                });
    }
}
