package io.sendyard.delivery;

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

/** Carries what leaves: a queue, connections and a state of health for each destination. */
final class DeliveryPool {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryPool.class);
    private static final Duration LINGER = Duration.ofSeconds(5);
    private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofMillis(5);

    private final Route route;
    private final OutgoingMails parcels;
    private final OutcomeRecorder recording;
    private final Queue queue;
    private final RetrySchedule pauses;
    private final Clock clock;

    private final Map<String, DestinationQueue> destinations = new ConcurrentHashMap<>();
    private final Set<DeliveryWorker> carriers = ConcurrentHashMap.newKeySet();
    private HeldClaims holdings = new HeldClaims(0, Duration.ZERO);
    private Runnable freed = () -> {};
    private volatile boolean closed;
    private volatile boolean cut;

    DeliveryPool(
            Route route,
            OutgoingMails parcels,
            OutcomeRecorder recording,
            Queue queue,
            RetrySchedule pauses,
            Clock clock) {
        this.route = route;
        this.parcels = parcels;
        this.recording = recording;
        this.queue = queue;
        this.pauses = pauses;
        this.clock = clock;
    }

    /**
     * Begins anew.
     *
     * @param freed is told when there is room for more
     */
    void open(HeldClaims holdings, Runnable freed) {
        this.holdings = holdings;
        this.freed = freed;
        destinations.clear();
        closed = false;
        cut = false;
    }

    /** Takes a claim to be carried, or says why not now. */
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
                                                    destination.isHeld()
                                                            && pauses.leaps().over(claim))));
                    return destination;
                });
        return answer.stream().findFirst();
    }

    /** Begins nothing new, and gives up what waits. */
    List<Claim> close() {
        closed = true;
        return destinations.values().stream().flatMap(d -> d.close().stream()).toList();
    }

    /** Waits for what is on its way, and hangs up on what takes longer. */
    void awaitEnd(Duration limit, Duration limitOfRest) {
        if (!await(limit)) {
            cut = true;
            carriers.forEach(DeliveryWorker::cut);
            await(limitOfRest);
        }
    }

    /**
     * Is to be called now and then. Forgets destinations of which there is nothing to remember, and
     * lets nothing wait for a clock that was set back.
     */
    void lookAround() {
        var setBack = pauses.leaps().setBack();
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
        var made = new DestinationQueue(route.limits(), pauses.first(), clock, this::staff);
        if (closed) {
            made.close();
        }
        return made;
    }

    private void staff(DestinationQueue destination) {
        var carrier = new DeliveryWorker(route);
        carriers.add(carrier);
        Thread.ofVirtual()
                .name("carrier")
                .start(() -> {
                    try (carrier) {
                        Claim claim;
                        while ((claim = destination.next(LINGER)) != null) {
                            carry(destination, carrier, claim);
                        }
                    } finally {
                        carriers.remove(carrier);
                    }
                });
    }

    private void carry(DestinationQueue destination, DeliveryWorker carrier, Claim claim) {
        LockSupport.parkNanos(destination.pace());
        // A process that stood still may have lost it to another one meanwhile.
        if (closed) {
            return;
        }
        if (holdings.sure(claim)) {
            try {
                deliver(destination, carrier, claim);
            } catch (RuntimeException | Error e) {
                // As a rule the database is away: it comes due again when its lease ends.
                LOG.error("Recipient {} could not be tried", claim.recipientId(), e);
            }
        }
        holdings.remove(claim);
        freed.run();
    }

    private void deliver(DestinationQueue destination, DeliveryWorker carrier, Claim claim) {
        try (var parcel = parcels.parcel(claim)) {
            deliver(destination, carrier, claim, parcel.letter());
        } catch (OutgoingMails.NoRoom e) {
            putBack(List.of(claim), clock.instant().plus(UNTIL_THERE_IS_ROOM));
        }
    }

    private void deliver(
            DestinationQueue destination,
            DeliveryWorker carrier,
            Claim claim,
            @Nullable OutgoingMail letter) {
        if (letter == null) {
            var sentence = "The content of the message is not here any more.";
            recording.record(ClaimOutcome.failed(claim, clock.instant(), sentence));
            return;
        }
        var trial = trial(carrier, claim, letter);
        if (cut && trial.end() == DeliveryAttempt.End.LATER && !trial.unknown()) {
            // We hung up ourselves: nobody is to blame, and it goes back untried.
            putBack(List.of(claim), clock.instant());
            return;
        }
        var ending = new ClaimOutcome(claim, trial.outcome(claim, clock.instant(), pauses));
        // The destination hears of it at once, so that none goes to a sick host while this is
        // written.
        var waiting = destination.fared(trial.health());
        var until = destination.heldUntil();
        try {
            recording.record(ending);
        } finally {
            putBack(waiting, until);
        }
    }

    private static DeliveryAttempt trial(DeliveryWorker carrier, Claim claim, OutgoingMail letter) {
        try {
            return carrier.carry(claim, letter);
        } catch (RuntimeException e) {
            LOG.error("Recipient {} could not be tried", claim.recipientId(), e);
            return DeliveryAttempt.stumbled();
        }
    }

    private void putBack(List<Claim> claims, Instant due) {
        if (claims.isEmpty()) {
            return;
        }
        var back = new HashMap<Claim, Instant>();
        var now = clock.instant();
        claims.forEach(claim -> back.put(claim, new NotNow(due, false).due(claim, now)));
        try {
            queue.putBack(back);
        } finally {
            claims.forEach(holdings::remove);
        }
    }

    private boolean await(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!carriers.isEmpty()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(MOMENT.toNanos());
        }
        return true;
    }

    /**
     * A claim can't be carried at once.
     *
     * @param hopeless whether its time is over, and its destination in trouble and not just busy
     */
    record NotNow(Instant until, boolean hopeless) {

        /** Ends what has no more time, and puts off the rest. */
        void sort(Claim claim, Instant now, List<ClaimOutcome> ended, Map<Claim, Instant> back) {
            if (hopeless) {
                ended.add(ClaimOutcome.failed(claim, now, reason(claim)));
            } else {
                back.put(claim, due(claim, now));
            }
        }

        /** Not later than it is given up, which then is done. */
        Instant due(Claim claim, Instant now) {
            boolean late = until.isAfter(claim.giveUpAt()) && claim.giveUpAt().isAfter(now);
            return late ? claim.giveUpAt() : until;
        }

        private static String reason(Claim claim) {
            var before = claim.reason();
            return before == null
                    ? "The host that takes its mail was out of order all the time."
                    : DeliveryAttempt.givenUp(claim.attempts(), before);
        }
    }
}
