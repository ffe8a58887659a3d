package io.sendyard.delivery;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.sendyard.message.DueRecipient;
import io.sendyard.message.DueRecipients;
import io.sendyard.message.Lane;
import io.sendyard.message.RecipientTransitions;
import io.sendyard.server.Mode;
import io.sendyard.server.ServerModes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The queue of recipients to deliver to. A claim names the lease it saw and increments it, so that
 * only one of two competing nodes gets a row, and one whose lease ran out changes nothing.
 */
@Component
class Queue {

    /** How many are taken at once: few enough that a claim does not hold up other writers. */
    static final int MOST = 250;

    private final RecipientTransitions transitions;
    private final ServerModes servers;
    private final TransactionTemplate transactions;
    private final Duration lease;
    private final Clock clock;
    private final Map<Lane, QueueLane> lanes = new EnumMap<>(Lane.class);

    Queue(
            DueRecipients recipients,
            RecipientTransitions transitions,
            ServerModes servers,
            TransactionTemplate transactions,
            DeliveryProperties settings,
            Clock clock) {
        this.transitions = transitions;
        this.servers = servers;
        this.transactions = transactions;
        this.lease = settings.lease();
        this.clock = clock;
        for (var lane : Lane.values()) {
            lanes.put(lane, new QueueLane(lane, recipients, servers));
        }
    }

    /**
     * Takes what is due: transactional mail first, up to half of it retries, and of each server a
     * fair share. Only one thread may claim at a time.
     */
    List<Claim> claim(HeldClaims heldClaims) {
        var now = clock.instant();
        var claimed =
                transactions.execute(_ -> {
                    var due = new ArrayList<DueRecipient>();
                    take(due, Lane.TRANSACTIONAL_RETRY, Lane.TRANSACTIONAL, now, heldClaims);
                    take(due, Lane.BROADCAST_RETRY, Lane.BROADCAST, now, heldClaims);
                    due.removeIf(one -> heldClaims.holds(one.lease().recipientId()));
                    return take(due);
                });
        return Objects.requireNonNull(claimed);
    }

    /** Renews them, and returns those that were lost in the meantime. */
    List<Claim> renew(Collection<Claim> claims) {
        if (claims.isEmpty()) {
            return List.of();
        }
        var leases = claims.stream().map(Claim::recipientLease).toList();
        var held = transitions.renew(leases, lease);
        return claims.stream().filter(claim -> !held.contains(claim.recipientLease())).toList();
    }

    /** Releases them untried, due when the map says. */
    void putBack(Map<Claim, Instant> claims) {
        if (!claims.isEmpty()) {
            transitions.release(
                    claims.entrySet().stream()
                            .collect(
                                    toMap(
                                            claim -> claim.getKey().recipientLease(),
                                            Map.Entry::getValue,
                                            (due, _) -> due)));
        }
    }

    /** Makes waiting recipients due earlier by this much, except scheduled ones. */
    void bringForward(Duration by) {
        transitions.bringForward(by);
    }

    /** Releases the claims of a process that died, on H2, where no other process can be alive. */
    int releaseClaimsOfDeadProcess() {
        return transitions.releaseClaimsOfDeadProcess();
    }

    /** Adds what is due in two lanes: at most half of what is left of the retries. */
    private void take(
            List<DueRecipient> due, Lane retries, Lane fresh, Instant now, HeldClaims heldClaims) {
        due.addAll(lane(retries).due(now, heldClaims, (MOST - due.size()) / 2));
        due.addAll(lane(fresh).due(now, heldClaims, MOST - due.size()));
    }

    private QueueLane lane(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }

    /**
     * Claims them and returns those that no other node claimed first, in the order in which they
     * were found. The modes are those of this moment; a server deleted by now has none.
     */
    private List<Claim> take(List<DueRecipient> due) {
        var modes = servers.of(due.stream().map(DueRecipient::serverId).collect(toSet()));
        due.removeIf(one -> !modes.containsKey(one.serverId()));
        var taken = transitions.claim(due.stream().map(DueRecipient::lease).toList(), lease);
        // One that moved while the pages of the queue were read may stand in two of them.
        return due.stream()
                .filter(one -> taken.remove(one.lease()))
                .map(one -> Claim.of(one, modes.get(one.serverId()) == Mode.SANDBOX))
                .toList();
    }
}
