package io.sendyard.message.web;

import io.sendyard.mime.HtmlPreview;
import io.sendyard.mime.MessageParts;
import io.sendyard.web.LargeRequests;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * Previews of HTML, one at a time on this node: a small message can make a parser hold a hundred
 * times its size.
 */
@Component
class Previews {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LargeRequests requests;
    private final Semaphore place = new Semaphore(1, true);

    Previews(LargeRequests requests) {
        this.requests = requests;
    }

    /**
     * A preview of a message, as one of its account's large requests.
     *
     * @param withRemote whether pictures are left in that are fetched from elsewhere
     */
    HtmlPreview of(long accountId, MessageParts parts, boolean withRemote) {
        requests.begin(accountId);
        LargeRequests.acquire(place, PATIENCE);
        try {
            return HtmlPreview.of(parts, withRemote);
        } finally {
            place.release();
        }
    }
}
