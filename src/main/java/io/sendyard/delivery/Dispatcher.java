package io.sendyard.delivery;

import io.sendyard.core.MessageId;
import io.sendyard.message.ImmediateDelivery;
import io.sendyard.message.ReadyMessage;
import io.sendyard.message.StoredRecipient;
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
 * Takes what is due, from those who accept it or from the queue, and gives it to those who carry
 * it. It stops in order: nothing new is taken, what is on its way ends, and the rest goes back.
 */
@Component
class Dispatcher implements SmartLifecycle, ImmediateDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    static final int MOST_HELD = 1_000;

    private static final Duration MAY_END_WITHIN = Duration.ofSeconds(20);
    private static final Duration MAY_BE_CUT_WITHIN = Duration.ofSeconds(4);

    private final Queue queue;
    private final OutcomeRecorder recording;
    private final Optional<DeliveryPool> carriage;
    private final DeliveryProperties settings;
    private final Clock clock;

    private final QueuePolling lookout = new QueuePolling();

    /** What was accepted for us and is to be handed out. */
    private final ConcurrentLinkedQueue<Claim> fresh = new ConcurrentLinkedQueue<>();

    private volatile HeldClaims holdings;
    private volatile boolean running;
    private @Nullable Thread loop;
    private long renewedAt;

    Dispatcher(
            Queue queue,
            OutcomeRecorder recording,
            Optional<DeliveryPool> carriage,
            DeliveryProperties settings,
            Clock clock) {
        this.queue = queue;
        this.recording = recording;
        this.carriage = carriage;
        this.settings = settings;
        this.clock = clock;
        this.holdings = new HeldClaims(MOST_HELD, settings.surelyOurs());
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
        holdings = new HeldClaims(MOST_HELD, settings.surelyOurs());
        renewedAt = System.nanoTime();
        lookout.announce();
        recording.hurry(false);
        carriage.ifPresent(out -> out.open(holdings, this::madeRoom));
        running = true;
        loop = Thread.ofVirtual().name("dispatcher").start(this::run);
    }

    @Override
    public synchronized void stop() {
        if (!running) {
            return;
        }
        running = false;
        lookout.wake();
        carriage.ifPresent(out -> putBackNow(out.close()));
        join();
        putBackNow(freshOnes());
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

    @Override
    public Duration lease() {
        return settings.lease();
    }

    @Override
    public Set<MessageId> choose(List<ReadyMessage> messages) {
        var chosen = new HashSet<MessageId>();
        var copies = new HashMap<Long, Integer>();
        for (var message : messages) {
            int sum = copies.merge(message.serverId(), message.copies(), Integer::sum);
            if (running && sum <= holdings.roomForFresh(message.lane(), message.serverId())) {
                chosen.add(message.id());
            }
        }
        return chosen;
    }

    @Override
    public void carry(List<StoredRecipient> copies, long since) {
        var claims = copies.stream().map(Claim::of).toList();
        holdings.add(claims, since);
        fresh.addAll(claims);
        lookout.wake();
        if (!running) {
            putBackNow(freshOnes());
        }
    }

    @Override
    public void look() {
        lookout.announce();
    }

    private void run() {
        while (running) {
            try {
                renewWhenDue();
                handOut(freshOnes());
                if (lookout.isTime(!holdings.isEmpty())) {
                    takeFromQueue();
                } else {
                    lookout.rest(!holdings.isEmpty());
                }
            } catch (RuntimeException e) {
                LOG.warn("The queue could not be read: {}", e.toString());
                lookout.looked(false);
            }
        }
    }

    private List<Claim> freshOnes() {
        var claims = new ArrayList<Claim>();
        Claim next;
        while ((next = fresh.poll()) != null) {
            claims.add(next);
        }
        return claims;
    }

    private void takeFromQueue() {
        long since = System.nanoTime();
        var claims = queue.claim(holdings);
        holdings.add(claims, since);
        handOut(claims);
        lookout.looked(!claims.isEmpty());
    }

    private void madeRoom() {
        if (holdings.crowded()) {
            look();
        }
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
        carriage.ifPresent(DeliveryPool::lookAround);
    }

    private void handOut(List<Claim> claims) {
        var now = clock.instant();
        var ended = new ArrayList<ClaimOutcome>();
        var back = new HashMap<Claim, Instant>();
        for (var claim : claims) {
            if (claim.sandbox() || carriage.isEmpty()) {
                ended.add(ClaimOutcome.captured(claim, now));
            } else {
                carriage.get()
                        .offer(claim)
                        .ifPresent(answer -> answer.sort(claim, now, ended, back));
            }
        }
        try {
            if (!ended.isEmpty()) {
                recording.record(ended);
            }
            queue.putBack(back);
        } finally {
            // Those that can't be put back come due when their leases end, if nobody renews these.
            ended.forEach(ending -> holdings.remove(ending.claim()));
            back.keySet().forEach(holdings::remove);
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
