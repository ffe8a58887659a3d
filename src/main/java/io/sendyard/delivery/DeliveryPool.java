package io.sendyard.delivery;

import io.sendyard.core.PlatformThread;
import io.sendyard.smtp.client.OutgoingMail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers outgoing messages: a queue, connections and a state of health per destination. */
final class DeliveryPool {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryPool.class);
    private static final Duration LINGER = Duration.ofSeconds(5);

    /**
     * Idle workers that keep their connections. Busy ones are limited by the claims that are held,
     * see {@link Dispatcher#MOST_HELD}.
     */
    private static final int MOST_LINGERING = 256;

    private static final Duration MEMORY_RETRY = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofMillis(5);

    private final Route route;
    private final OutgoingMails outgoingMails;
    private final OutcomeRecorder recorder;
    private final Queue queue;
    private final RetrySchedule schedule;
    private final Clock clock;

    private final Map<String, DestinationQueue> destinations = new ConcurrentHashMap<>();
    private final Set<DeliveryWorker> workers = ConcurrentHashMap.newKeySet();
    private HeldClaims heldClaims = new HeldClaims(0, Duration.ZERO);
    private Runnable freed = () -> {};
    private volatile boolean closed;
    private volatile boolean cut;

    DeliveryPool(
            Route route,
            OutgoingMails outgoingMails,
            OutcomeRecorder recorder,
            Queue queue,
            RetrySchedule schedule,
            Clock clock) {
        this.route = route;
        this.outgoingMails = outgoingMails;
        this.recorder = recorder;
        this.queue = queue;
        this.schedule = schedule;
        this.clock = clock;
    }

    /**
     * Starts over.
     *
     * @param freed runs when there is capacity for more
     */
    void open(HeldClaims heldClaims, Runnable freed) {
        this.heldClaims = heldClaims;
        this.freed = freed;
        destinations.clear();
        closed = false;
        cut = false;
    }

    /** Accepts a claim for delivery, or returns why not now. */
    Optional<NotNow> offer(Claim claim) {
        var answer = new ArrayList<NotNow>();
        destinations.compute(
                route.destination(claim),
                (name, known) -> {
                    var destination = known == null ? destination(name) : known;
                    destination
                            .offer(claim)
                            .ifPresent(until ->
                                    answer.add(
                                            new NotNow(
                                                    until,
                                                    destination.error(),
                                                    schedule.clockJumps().over(claim))));
                    return destination;
                });
        return answer.stream().findFirst();
    }

    /** Starts nothing new and returns the waiting claims. */
    List<Claim> close() {
        closed = true;
        return destinations.values().stream().flatMap(d -> d.close().stream()).toList();
    }

    /** Waits for deliveries in progress and disconnects those that take longer. */
    void awaitEnd(Duration limit, Duration limitOfRest) {
        if (!await(limit)) {
            cut = true;
            workers.forEach(DeliveryWorker::cut);
            await(limitOfRest);
        }
    }

    /**
     * To be called regularly. Forgets destinations without state, and makes up for a clock that was
     * set back.
     */
    void maintain() {
        var setBack = schedule.clockJumps().setBack();
        if (setBack.isPositive()) {
            queue.bringForward(setBack);
        }
        destinations
                .keySet()
                .forEach(name ->
                        destinations.computeIfPresent(
                                name, (_, known) -> known.forgettable() ? null : known));
    }

    private DestinationQueue destination(String name) {
        var made = new DestinationQueue(route.limits(), schedule.first(), clock, this::addWorker);
        if (closed) {
            made.close();
        }
        return made;
    }

    private void addWorker(DestinationQueue destination) {
        var worker = new DeliveryWorker(route);
        workers.add(worker);
        PlatformThread.start(
                "delivery-worker",
                () -> {
                    try (worker) {
                        Claim claim = null;
                        while ((claim = destination.next(claim, linger())) != null) {
                            process(destination, worker, claim);
                        }
                    } finally {
                        workers.remove(worker);
                    }
                });
    }

    /** How long an idle worker keeps its connection: no time at all if there are many workers. */
    private Duration linger() {
        return workers.size() > MOST_LINGERING ? Duration.ZERO : LINGER;
    }

    private void process(DestinationQueue destination, DeliveryWorker worker, Claim claim) {
        LockSupport.parkNanos(destination.pace());
        // A process that stood still may have lost it to another one meanwhile.
        if (closed) {
            return;
        }
        if (heldClaims.isValid(claim)) {
            try {
                deliver(destination, worker, claim);
            } catch (RuntimeException | Error e) {
                // Usually the database is away; the claim comes due again when its lease ends.
                LOG.error("Recipient {} could not be tried", claim.recipientId(), e);
            }
        }
        heldClaims.remove(claim);
        freed.run();
    }

    private void deliver(DestinationQueue destination, DeliveryWorker worker, Claim claim) {
        try (var prepared = outgoingMails.prepared(claim)) {
            deliver(destination, worker, claim, prepared.mail());
        } catch (OutgoingMails.OutOfMemory e) {
            putBack(List.of(claim), clock.instant().plus(MEMORY_RETRY), null);
        }
    }

    private void deliver(
            DestinationQueue destination,
            DeliveryWorker worker,
            Claim claim,
            @Nullable OutgoingMail mail) {
        if (mail == null) {
            var sentence = "The content of the message is not here any more.";
            recorder.record(ClaimOutcome.failed(claim, clock.instant(), sentence));
            return;
        }
        var attempt = attempt(worker, claim, mail);
        if (cut && attempt.end() == DeliveryAttempt.End.LATER && !attempt.unknown()) {
            // We closed the connection ourselves: the attempt doesn't count.
            putBack(List.of(claim), clock.instant(), null);
            return;
        }
        var claimOutcome =
                new ClaimOutcome(claim, attempt.outcome(claim, clock.instant(), schedule));
        // The destination is updated first, so that it gets no more messages if it is down while
        // this is written.
        var waiting = destination.fared(attempt);
        var until = destination.heldUntil();
        try {
            recorder.record(claimOutcome);
        } finally {
            putBack(waiting, until, attempt.said());
        }
    }

    private static DeliveryAttempt attempt(DeliveryWorker worker, Claim claim, OutgoingMail mail) {
        try {
            return worker.deliver(claim, mail);
        } catch (RuntimeException e) {
            LOG.error("Recipient {} could not be tried", claim.recipientId(), e);
            return DeliveryAttempt.internalError();
        }
    }

    private void putBack(List<Claim> claims, Instant due, @Nullable String error) {
        if (claims.isEmpty()) {
            return;
        }
        var ended = new ArrayList<ClaimOutcome>();
        var back = new HashMap<Claim, Instant>();
        var now = clock.instant();
        claims.forEach(claim -> new NotNow(due, error, false).sort(claim, now, ended, back));
        try {
            queue.putBack(back);
            if (!ended.isEmpty()) {
                recorder.record(ended);
            }
        } finally {
            claims.forEach(heldClaims::remove);
        }
    }

    private boolean await(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!workers.isEmpty()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(MOMENT.toNanos());
        }
        return true;
    }

    /**
     * A claim that can't be delivered now.
     *
     * @param error of its destination; null if that is busy and not in trouble
     * @param over whether its retry window is over
     */
    record NotNow(Instant until, @Nullable String error, boolean over) {

        /** Ends what has no more time, and puts off the rest; the first time with an event. */
        void sort(Claim claim, Instant now, List<ClaimOutcome> outcomes, Map<Claim, Instant> back) {
            if (error != null && over) {
                outcomes.add(ClaimOutcome.failed(claim, now, reason(claim)));
            } else if (error != null && claim.reason() == null) {
                outcomes.add(ClaimOutcome.putOff(claim, now, due(claim, now), error));
            } else {
                back.put(claim, due(claim, now));
            }
        }

        /** Not later than it is given up, which then is done. */
        private Instant due(Claim claim, Instant now) {
            boolean late = until.isAfter(claim.giveUpAt()) && claim.giveUpAt().isAfter(now);
            return late ? claim.giveUpAt() : until;
        }

        private static String reason(Claim claim) {
            var before = claim.reason();
            return before == null || claim.attempts() == 0
                    ? "The host that takes its mail was out of order all the time."
                    : DeliveryAttempt.givenUp(claim.attempts(), before);
        }
    }
}
