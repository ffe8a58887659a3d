package io.sendyard.delivery;

import io.sendyard.message.MailAccepted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes from the queue what is due and gives it to those who carry it. It stops in order: nothing
 * new is taken, what is on its way ends, and the rest goes back.
 */
@Component
class Dispatcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    static final int MOST_HELD = 1_000;

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration BREATH = Duration.ofMillis(10);
    private static final Duration MAY_END_WITHIN = Duration.ofSeconds(20);
    private static final Duration MAY_BE_CUT_WITHIN = Duration.ofSeconds(4);

    private final Queue queue;
    private final Recording recording;
    private final Optional<Carriage> carriage;
    private final DeliverySettings settings;
    private final Clock clock;

    private final Semaphore wake = new Semaphore(0);
    private Holdings holdings;
    private volatile boolean running;
    private @Nullable Thread loop;
    private long renewedAt;

    Dispatcher(
            Queue queue,
            Recording recording,
            Optional<Carriage> carriage,
            DeliverySettings settings,
            Clock clock) {
        this.queue = queue;
        this.recording = recording;
        this.carriage = carriage;
        this.settings = settings;
        this.clock = clock;
        this.holdings = new Holdings(MOST_HELD, settings.surelyOurs());
    }

    @Override
    public boolean isAutoStartup() {
        return settings.active();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        int freed = queue.freeWhatTheDeadHeld();
        if (freed > 0) {
            LOG.info("{} recipients were on their way when the process before ended", freed);
        }
        holdings = new Holdings(MOST_HELD, settings.surelyOurs());
        renewedAt = System.nanoTime();
        recording.hurry(false);
        carriage.ifPresent(out -> out.open(holdings, wake::release));
        running = true;
        loop = Thread.ofVirtual().name("dispatcher").start(this::run);
    }

    @Override
    public synchronized void stop() {
        if (!running) {
            return;
        }
        running = false;
        wake.release();
        carriage.ifPresent(out -> putBackNow(out.close()));
        join();
        carriage.ifPresent(out -> putBackNow(out.close()));
        recording.hurry(true);
        carriage.ifPresent(out -> out.awaitEnd(MAY_END_WITHIN, MAY_BE_CUT_WITHIN));
        putBackNow(holdings.all());
    }

    /** Others stop beside it. */
    @Override
    public void stop(Runnable callback) {
        Thread.ofVirtual()
                .name("dispatcher-stop")
                .start(() -> {
                    try {
                        stop();
                    } finally {
                        callback.run();
                    }
                });
    }

    @EventListener
    void on(MailAccepted accepted) {
        wake.release();
    }

    private void run() {
        while (running) {
            try {
                renewWhenDue();
                var claims = queue.claim(holdings);
                holdings.add(claims);
                handOut(claims);
                if (claims.isEmpty()) {
                    rest();
                }
            } catch (RuntimeException e) {
                LOG.warn("The queue could not be read: {}", e.toString());
                rest();
            }
        }
    }

    /** Until somebody wakes it; a moment longer while it is busy, so that it takes more at once. */
    private void rest() {
        try {
            wake.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this", e);
        }
        if (!holdings.isEmpty()) {
            LockSupport.parkNanos(BREATH.toNanos());
        }
        wake.drainPermits();
    }

    private void renewWhenDue() {
        long now = System.nanoTime();
        if (now - renewedAt < settings.renewEvery().toNanos()) {
            return;
        }
        var all = holdings.all();
        var lost = queue.renew(all);
        holdings.renewed(all, now);
        lost.forEach(holdings::remove);
        renewedAt = now;
        carriage.ifPresent(Carriage::lookAround);
    }

    private void handOut(List<Claim> claims) {
        var now = clock.instant();
        var ended = new ArrayList<Ending>();
        var back = new HashMap<Claim, Instant>();
        for (var claim : claims) {
            if (claim.sandbox() || carriage.isEmpty()) {
                ended.add(Ending.captured(claim, now));
            } else {
                carriage.get()
                        .offer(claim)
                        .ifPresent(answer -> answer.sort(claim, now, ended, back));
            }
        }
        recording.record(ended);
        queue.putBack(back);
        ended.forEach(ending -> holdings.remove(ending.claim()));
        back.keySet().forEach(holdings::remove);
    }

    private void putBackNow(List<Claim> claims) {
        try {
            var now = clock.instant();
            var back = new HashMap<Claim, Instant>();
            claims.forEach(claim -> back.put(claim, now));
            queue.putBack(back);
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} recipients will be free when their leases end: {}",
                    claims.size(),
                    e.toString());
        }
        claims.forEach(holdings::remove);
    }

    private void join() {
        var thread = loop;
        try {
            if (thread != null) {
                thread.join(MAY_BE_CUT_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
