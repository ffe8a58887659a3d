package io.sendyard.api;

import io.github.bucket4j.ConsumptionProbe;
import io.sendyard.core.ClientAddress;
import io.sendyard.web.Caller;
import io.sendyard.web.Viewer;
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
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the requests per minute on this node and reports the rest: API calls for each account and
 * each server, pages for each person, and without sign-in for each client address. The health check
 * has a limit of its own, so that it answers a monitor whose address also has busy people.
 */
public class RateLimitFilter extends OncePerRequestFilter {

    private static final String HEALTH = "/actuator/health";

    private final ApiResponses api;
    private final RateLimit limit;

    RateLimitFilter(ApiResponses api, RateLimitProperties settings) {
        this.api = api;
        this.limit = new RateLimit(settings.requestsPerMinute());
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
        var probe = limit.take(scope);
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
        var principal = authentication == null ? null : authentication.getPrincipal();
        if (isApi(request)) {
            return principal instanceof Caller caller ? caller.scope() : null;
        }
        if (principal instanceof Viewer person) {
            return "person:" + person.personId();
        }
        var host = ClientAddress.of(request.getRemoteAddr()).host();
        return (HEALTH.equals(request.getRequestURI()) ? "health:" : "address:") + host;
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
        response.setHeader("RateLimit-Limit", Long.toString(limit.perMinute()));
        response.setHeader("RateLimit-Remaining", Long.toString(probe.getRemainingTokens()));
        response.setHeader("RateLimit-Reset", seconds(probe.getNanosToWaitForReset()));
    }

    private static String seconds(long nanos) {
        return Long.toString(Math.ceilDiv(nanos, Duration.ofSeconds(1).toNanos()));
    }

    /**
     * The limit.
     *
     * @param requestsPerMinute API calls per minute for each account and each server, and pages for
     *     each person and each address without sign-in
     */
    @ConfigurationProperties("sendyard.api")
    public record RateLimitProperties(@DefaultValue("6000") long requestsPerMinute) {}
}
