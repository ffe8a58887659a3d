package io.sendyard.api;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.sendyard.web.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the API calls per minute for each account and each server, on this node, and reports the
 * rest. Pages without sign-in count by client address.
 */
@Component
public class RateLimitFilter extends OncePerRequestFilter {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final long MOST_CALLERS = 100_000;

    private final ApiResponses api;
    private final RateLimitProperties settings;
    private final LoadingCache<String, Bucket> buckets =
            Caffeine.newBuilder()
                    .expireAfterAccess(PERIOD.multipliedBy(2))
                    .maximumSize(MOST_CALLERS)
                    .build(_ -> fullBucket());

    RateLimitFilter(ApiResponses api, RateLimitProperties settings) {
        this.api = api;
        this.settings = settings;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var scope = scope(request);
        if (scope == null) {
            chain.doFilter(request, response);
            return;
        }
        var probe = buckets.get(scope).tryConsumeAndReturnRemaining(1);
        tell(response, probe);
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
        } else {
            response.setHeader(HttpHeaders.RETRY_AFTER, seconds(probe.getNanosToWaitForRefill()));
            refuse(request, response);
        }
    }

    /** The scope in which requests are counted; null if they aren't. */
    private static @Nullable String scope(HttpServletRequest request) {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
            return caller.scope();
        }
        return isApi(request) ? null : "address:" + request.getRemoteAddr();
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (isApi(request)) {
            api.refuse(request, response, HttpStatus.TOO_MANY_REQUESTS);
        } else {
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
        }
    }

    private static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI().startsWith(ApiResponses.ROOT);
    }

    private void tell(HttpServletResponse response, ConsumptionProbe probe) {
        response.setHeader("RateLimit-Limit", Long.toString(settings.requestsPerMinute()));
        response.setHeader("RateLimit-Remaining", Long.toString(probe.getRemainingTokens()));
        response.setHeader("RateLimit-Reset", seconds(probe.getNanosToWaitForReset()));
    }

    private static String seconds(long nanos) {
        return Long.toString(Math.ceilDiv(nanos, Duration.ofSeconds(1).toNanos()));
    }

    private Bucket fullBucket() {
        long calls = settings.requestsPerMinute();
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(calls).refillGreedy(calls, PERIOD))
                .build();
    }

    /**
     * The limit.
     *
     * @param requestsPerMinute requests per minute for each account and each server, and for each
     *     address on public pages
     */
    @ConfigurationProperties("sendyard.api")
    public record RateLimitProperties(@DefaultValue("6000") long requestsPerMinute) {}
}
