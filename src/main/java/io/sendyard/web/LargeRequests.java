package io.sendyard.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Requests that hold a whole message, show HTML, or write a long file. Each account has two of them
 * at the same time on this node, and the messages take memory from a budget.
 */
@Component
public class LargeRequests {

    /** For each account. */
    public static final int AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String BEGUN = LargeRequests.class.getName() + ".begun";

    private final IntakeMemory memory;
    private final LoadingCache<Long, Semaphore> accounts =
            Caffeine.newBuilder().weakValues().build(_ -> new Semaphore(AT_ONCE, true));

    /** With a budget of its own, so that slow readers don't keep out messages that come in. */
    @Autowired
    LargeRequests() {
        this(new IntakeMemory());
    }

    LargeRequests(IntakeMemory memory) {
        this.memory = memory;
    }

    /**
     * Begins one, unless the current HTTP request is one already; it ends with the request.
     *
     * @throws ErrorResponseException with 429 if the account's others take too long, with 503 if
     *     there is not enough memory
     */
    public void begin(long accountId) {
        var request = RequestContextHolder.currentRequestAttributes();
        if (request.getAttribute(BEGUN, RequestAttributes.SCOPE_REQUEST) != null) {
            return;
        }
        var places = accounts.get(accountId);
        acquire(places, PATIENCE);
        request.setAttribute(BEGUN, true, RequestAttributes.SCOPE_REQUEST);
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

    /**
     * Waits for a place.
     *
     * @throws ErrorResponseException with 429 if others take too long
     */
    public static void acquire(Semaphore places, Duration patience) {
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw refused(HttpStatus.TOO_MANY_REQUESTS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(HttpStatus.SERVICE_UNAVAILABLE);
        }
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
