package io.sendyard.api;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/** A limit per minute for each of up to 100,000 scopes, counted on this node. */
public final class RateLimit {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final long MOST_SCOPES = 100_000;

    private final long perMinute;
    private final LoadingCache<String, Bucket> buckets =
            Caffeine.newBuilder()
                    .expireAfterAccess(PERIOD.multipliedBy(2))
                    .maximumSize(MOST_SCOPES)
                    .build(_ -> fullBucket());

    public RateLimit(long perMinute) {
        this.perMinute = perMinute;
    }

    long perMinute() {
        return perMinute;
    }

    /** Counts one, if the limit allows it, and returns the rest. */
    public ConsumptionProbe take(String scope) {
        return buckets.get(scope).tryConsumeAndReturnRemaining(1);
    }

    /** How long until the limit allows another; zero if it does now. Counts nothing. */
    public Duration pause(String scope) {
        var estimate = buckets.get(scope).estimateAbilityToConsume(1);
        return Duration.ofNanos(estimate.getNanosToWaitForRefill());
    }

    private Bucket fullBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
                .build();
    }
}
