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
 * Has {@link CachedLookup} answers forgotten when a server, or anything that is asked about one
 * with every message, was changed: {@link InvalidatesCaches} tells of entities.
 */
@Component
public class CacheInvalidation {

    private final List<CachedLookup<?, ?>> kept = new CopyOnWriteArrayList<>();

    /**
     * Answers to one question, kept.
     *
     * @param atMost how old an answer may be, as it is when another node made the change
     * @param ask answers it; null is not kept
     */
    public <K, V> CachedLookup<K, V> keep(Duration atMost, Function<K, @Nullable V> ask) {
        var answers = new CachedLookup<>(atMost, ask);
        kept.add(answers);
        return answers;
    }

    /** Has everything asked anew, once the transaction that runs is committed. */
    public void forget() {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        kept.forEach(CachedLookup::forget);
                    }
                });
    }
}
