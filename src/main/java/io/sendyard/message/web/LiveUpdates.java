package io.sendyard.message.web;

import io.sendyard.account.Person;
import io.sendyard.core.MessageId;
import io.sendyard.core.PlatformThread;
import io.sendyard.message.MessageLog;
import io.sendyard.message.MessageSearch;
import io.sendyard.message.MessageStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends browsers the changes in the rows they show. It polls the database, so it doesn't matter
 * which node made the change. Each connection ends after a short while and the browser reconnects
 * automatically, so that an ended session soon receives nothing more.
 */
@Component
class LiveUpdates {

    private static final Logger LOG = LoggerFactory.getLogger(LiveUpdates.class);

    private static final int MOST_NEWER = 100;
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(2);
    private static final int LOOKS = 15;

    private final MessageLog log;
    private final LiveConnectionLimit limit = new LiveConnectionLimit();
    private final CountDownLatch closing = new CountDownLatch(1);

    LiveUpdates(MessageLog log) {
        this.log = log;
    }

    /** Subscribes a page; empty if too many are open. */
    Optional<SseEmitter> open(
            Person person,
            long serverId,
            MessageSearch search,
            List<MessageId> shown,
            boolean first)
            throws IOException {
        var emitter = new SseEmitter(LOOKS_EVERY.multipliedBy(2L * LOOKS).toMillis());
        // What is written first saves the session: the request does that, and not two at a time.
        emitter.send(SseEmitter.event().reconnectTime(LOOKS_EVERY.toMillis()));
        if (!limit.acquire(person.account().id(), person.id())) {
            return Optional.empty();
        }
        emitter.onTimeout(emitter::complete);
        var page = new Page(person, serverId, search, shown, first, emitter, new HashMap<>());
        PlatformThread.start("live-rows", () -> tell(page));
        return Optional.of(emitter);
    }

    /** Whether the application is stopping. */
    boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** An open connection would hold the end of the application up. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing.countDown();
    }

    private void tell(Page page) {
        try {
            int looks = 0;
            do {
                // Fails if the browser has gone, so that its page doesn't count any longer.
                page.emitter.send(SseEmitter.event().comment(""));
                states(page);
                newer(page);
                looks++;
            } while (looks < LOOKS && !ends());
            page.emitter.complete();
        } catch (IOException | IllegalStateException e) {
            // The browser has gone.
            page.emitter.complete();
        } catch (RuntimeException e) {
            LOG.warn("The log can't be followed", e);
            page.emitter.complete();
        } finally {
            limit.release(page.person.account().id(), page.person.id());
        }
    }

    private void states(Page page) throws IOException {
        var now = log.statuses(page.serverId, page.shown);
        var changed =
                now.entrySet().stream()
                        .filter(row -> row.getValue() != page.sent.get(row.getKey()))
                        .map(row -> Change.of(row.getKey(), row.getValue()))
                        .toList();
        if (!changed.isEmpty()) {
            page.sent.putAll(now);
            page.emitter.send(
                    SseEmitter.event().name("states").data(changed, MediaType.APPLICATION_JSON));
        }
    }

    private void newer(Page page) throws IOException {
        if (page.first) {
            var newest = page.shown.isEmpty() ? null : page.shown.getFirst();
            int count = log.newer(page.serverId, page.search, newest, MOST_NEWER);
            page.emitter.send(
                    SseEmitter.event()
                            .name("newer")
                            .data(count < MOST_NEWER ? String.valueOf(count) : "99+"));
        }
    }

    private boolean ends() {
        try {
            return closing.await(LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** A page being viewed, and the states sent for its rows. */
    private record Page(
            Person person,
            long serverId,
            MessageSearch search,
            List<MessageId> shown,
            boolean first,
            SseEmitter emitter,
            Map<MessageId, MessageStatus> sent) {}

    /** What a row shows now. */
    record Change(MessageId id, String icon, String mood, String label) {

        static Change of(MessageId id, MessageStatus state) {
            return new Change(id, state.icon(), state.mood(), state.label());
        }
    }
}
