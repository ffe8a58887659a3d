package io.sendyard.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Requests that hold a whole message, or write a long file. Each account has two of them at the
 * same time on this node, and the messages take memory from the budget for messages that come in.
 */
@Component
public class LargeRequests {

    /** For each account. */
    public static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final IntakeMemory memory;
    private final LoadingCache<Long, Semaphore> accounts =
            Caffeine.newBuilder().weakValues().build(_ -> new Semaphore(AT_ONCE, true));

    LargeRequests(IntakeMemory memory) {
        this.memory = memory;
    }

    /**
     * Begins one; it ends with the current HTTP request.
     *
     * @throws ErrorResponseException with 429 if the account's others take too long, with 503 if
     *     there is not enough memory
     */
    public void begin(long accountId) {
        var places = accounts.get(accountId);
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw refused(HttpStatus.TOO_MANY_REQUESTS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(HttpStatus.SERVICE_UNAVAILABLE);
        }
        atEnd("place", places::release);
    }

    /**
     * Begins one that holds a message, unless that is small.
     *
     * @param octets the size of the message
     */
    public void begin(long accountId, long octets) {
        if (octets <= IntakeMemory.FREE_OCTETS) {
            return;
        }
        begin(accountId);
        var reservation =
                memory.reserve(octets).orElseThrow(() -> refused(HttpStatus.SERVICE_UNAVAILABLE));
        atEnd("memory", reservation::close);
    }

    private static ErrorResponseException refused(HttpStatus status) {
        var refused = new ErrorResponseException(status);
        refused.getHeaders().set(HttpHeaders.RETRY_AFTER, Failure.RETRY_AFTER_SECONDS);
        return refused;
    }

    private static void atEnd(String name, Runnable release) {
        RequestContextHolder.currentRequestAttributes()
                .registerDestructionCallback(
                        LargeRequests.class.getName() + "." + name,
                        release,
                        RequestAttributes.SCOPE_REQUEST);
    }
}
