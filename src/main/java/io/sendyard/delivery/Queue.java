package io.sendyard.delivery;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.sendyard.message.DueRecipient;
import io.sendyard.message.DueRecipients;
import io.sendyard.message.RecipientTransitions;
import io.sendyard.server.Mode;
import io.sendyard.server.ServerModes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
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
    private final List<QueueLane> lanes;

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
        this.lanes =
                IntStream.range(0, Claim.LANES)
                        .mapToObj(number -> new QueueLane(number, recipients, servers))
                        .toList();
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
                    for (int lane = 0; lane < Claim.RETRIES; lane++) {
                        int left = MOST - due.size();
                        due.addAll(due(lane + Claim.RETRIES, now, heldClaims, left / 2));
                        due.addAll(due(lane, now, heldClaims, MOST - due.size()));
                    }
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

    private List<DueRecipient> due(int lane, Instant now, HeldClaims heldClaims, int atMost) {
        return lanes.get(lane).due(now, heldClaims, atMost);
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
