package io.sendyard.delivery;

import io.sendyard.core.MessageId;
import io.sendyard.core.PlatformThread;
import io.sendyard.message.ImmediateDelivery;
import io.sendyard.message.ImmediateDelivery.StoredRecipient;
import io.sendyard.message.ReadyMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes due recipients, newly accepted or from the queue, and hands them to the delivery pool. It
 * stops in order: it claims nothing new, lets deliveries in progress end, and releases the rest.
 */
@Component
class Dispatcher implements SmartLifecycle, ImmediateDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    static final int MOST_HELD = 1_000;

    private static final Duration MAY_END_WITHIN = Duration.ofSeconds(20);
    private static final Duration MAY_BE_CUT_WITHIN = Duration.ofSeconds(4);

    private final Queue queue;
    private final OutcomeRecorder recorder;
    private final Optional<DeliveryPool> pool;
    private final DeliveryProperties settings;
    private final Clock clock;

    private final QueuePolling polling = new QueuePolling();

    /** What was accepted for us and is to be handed out. */
    private final ConcurrentLinkedQueue<Claim> fresh = new ConcurrentLinkedQueue<>();

    private volatile HeldClaims heldClaims;
    private volatile boolean running;
    private @Nullable Thread loop;
    private long renewedAt;

    Dispatcher(
            Queue queue,
            OutcomeRecorder recorder,
            Optional<DeliveryPool> pool,
            DeliveryProperties settings,
            Clock clock) {
        this.queue = queue;
        this.recorder = recorder;
        this.pool = pool;
        this.settings = settings;
        this.clock = clock;
        this.heldClaims = new HeldClaims(MOST_HELD, settings.validFor());
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
        int freed = queue.releaseClaimsOfDeadProcess();
        if (freed > 0) {
            LOG.info("{} recipients were on their way when the process before ended", freed);
        }
        heldClaims = new HeldClaims(MOST_HELD, settings.validFor());
        renewedAt = System.nanoTime();
        polling.announce();
        recorder.hurry(false);
        pool.ifPresent(out -> out.open(heldClaims, this::onFreed));
        running = true;
        loop = PlatformThread.start("dispatcher", this::run);
    }

    @Override
    public synchronized void stop() {
        if (!running) {
            return;
        }
        running = false;
        polling.wake();
        pool.ifPresent(out -> putBackNow(out.close()));
        join();
        putBackNow(newClaims());
        pool.ifPresent(out -> putBackNow(out.close()));
        recorder.hurry(true);
        pool.ifPresent(out -> out.awaitEnd(MAY_END_WITHIN, MAY_BE_CUT_WITHIN));
        putBackNow(heldClaims.all());
    }

    /** Doesn't block the shutdown of other components. */
    @Override
    public void stop(Runnable callback) {
        PlatformThread.start(
                "dispatcher-stop",
                () -> {
                    try {
                        stop();
                    } finally {
                        callback.run();
                    }
                });
    }

    @Override
    public Duration lease() {
        return settings.lease();
    }

    @Override
    public Set<MessageId> reserve(List<ReadyMessage> messages) {
        var chosen = new HashSet<MessageId>();
        var copies = new HashMap<Long, Integer>();
        for (var message : messages) {
            int sum = copies.merge(message.serverId(), message.copies(), Integer::sum);
            if (running && sum <= heldClaims.capacityForNew(message.lane(), message.serverId())) {
                chosen.add(message.id());
            }
        }
        return chosen;
    }

    @Override
    public void start(List<StoredRecipient> recipients, long since) {
        var claims = recipients.stream().map(Claim::of).toList();
        heldClaims.add(claims, since);
        fresh.addAll(claims);
        polling.wake();
        if (!running) {
            putBackNow(newClaims());
        }
    }

    @Override
    public void wake() {
        polling.announce();
    }

    private void run() {
        while (running) {
            try {
                renewWhenDue();
                handOut(newClaims());
                if (polling.isTime(!heldClaims.isEmpty())) {
                    takeFromQueue();
                } else {
                    polling.rest(!heldClaims.isEmpty());
                }
            } catch (Throwable e) {
                // An error such as a lack of memory must not end the thread: no mail would leave
                // any more.
                LOG.warn("The queue could not be read: {}", e.toString());
                polling.looked(false);
            }
        }
    }

    private List<Claim> newClaims() {
        var claims = new ArrayList<Claim>();
        Claim next;
        while ((next = fresh.poll()) != null) {
            claims.add(next);
        }
        return claims;
    }

    private void takeFromQueue() {
        long since = System.nanoTime();
        var claims = queue.claim(heldClaims);
        heldClaims.add(claims, since);
        handOut(claims);
        polling.looked(!claims.isEmpty());
    }

    private void onFreed() {
        if (heldClaims.isCrowded()) {
            wake();
        }
    }

    private void renewWhenDue() {
        long now = System.nanoTime();
        if (now - renewedAt < settings.renewEvery().toNanos()) {
            return;
        }
        var all = heldClaims.all();
        var lost = queue.renew(all);
        heldClaims.renewed(all, now);
        lost.forEach(heldClaims::remove);
        renewedAt = now;
        pool.ifPresent(DeliveryPool::maintain);
    }

    private void handOut(List<Claim> claims) {
        var now = clock.instant();
        var ended = new ArrayList<ClaimOutcome>();
        var back = new HashMap<Claim, Instant>();
        for (var claim : claims) {
            if (claim.sandbox() || pool.isEmpty()) {
                ended.add(ClaimOutcome.captured(claim, now));
            } else {
                pool.get().offer(claim).ifPresent(answer -> answer.sort(claim, now, ended, back));
            }
        }
        try {
            if (!ended.isEmpty()) {
                recorder.record(ended);
            }
            queue.putBack(back);
        } finally {
            // Claims that can't be put back come due when their leases end, because they are no
            // longer renewed.
            ended.forEach(claimOutcome -> heldClaims.remove(claimOutcome.claim()));
            back.keySet().forEach(heldClaims::remove);
        }
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
        claims.forEach(heldClaims::remove);
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
