package io.sendyard.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The claims that this process holds. Their number is limited, and part of it is reserved for
 * transactional mail and for other servers, whatever one server sends to slow mail servers.
 */
final class HeldClaims {

    private static final int BROADCAST = 1;

    private final int most;
    private final long validFor;
    private final Map<Long, HeldClaim> held = new HashMap<>();
    private final Map<Share, Integer> counts = new HashMap<>();

    /**
     * Empty ones.
     *
     * @param validFor how long a claim can't be another node's unless it is renewed
     */
    HeldClaims(int most, Duration validFor) {
        this.most = most;
        this.validFor = validFor.toNanos();
    }

    /**
     * Takes them into our hands.
     *
     * @param since when, by {@link System#nanoTime()}, their leases had not begun yet
     */
    synchronized void add(List<Claim> claims, long since) {
        for (var claim : claims) {
            held.put(claim.recipientId(), new HeldClaim(claim, since));
            counts.merge(Share.of(claim), 1, Integer::sum);
        }
    }

    synchronized void remove(Claim claim) {
        var found = held.get(claim.recipientId());
        if (found != null && found.claim.lease() == claim.lease()) {
            held.remove(claim.recipientId());
            counts.computeIfPresent(Share.of(claim), (_, count) -> count > 1 ? count - 1 : null);
        }
    }

    /** Notes that these are ours for another while. */
    synchronized void renewed(List<Claim> claims, long since) {
        claims.forEach(claim ->
                held.computeIfPresent(
                        claim.recipientId(), (_, old) -> new HeldClaim(old.claim, since)));
    }

    synchronized boolean holds(long recipientId) {
        return held.containsKey(recipientId);
    }

    /** Whether its lease is certainly still valid; not if this process was paused for too long. */
    synchronized boolean isValid(Claim claim) {
        var found = held.get(claim.recipientId());
        return found != null
                && found.claim.lease() == claim.lease()
                && System.nanoTime() - found.since < validFor;
    }

    synchronized List<Claim> all() {
        return new ArrayList<>(held.values().stream().map(HeldClaim::claim).toList());
    }

    synchronized boolean isEmpty() {
        return held.isEmpty();
    }

    /** How many more claims of a lane can be held. */
    synchronized int capacity(int lane) {
        int limit = lane == BROADCAST ? most * 3 / 4 : most;
        return Math.max(0, limit - held.size());
    }

    /** How many more claims of one server can be held, apart from the total. */
    synchronized int capacity(int lane, long serverId) {
        return Math.max(0, most / 2 - counts.getOrDefault(new Share(lane, serverId), 0));
    }

    /**
     * How many more claims of one server can bypass the queue. If half of its share is used, there
     * may be a queue, and new messages must not overtake it.
     */
    synchronized int capacityForNew(int lane, long serverId) {
        return Math.min(capacity(lane) - most / 2, capacity(lane, serverId) - most / 4);
    }

    /** Whether the queue may contain messages that there was no capacity for. */
    synchronized boolean isCrowded() {
        return held.size() >= most / 4;
    }

    private record HeldClaim(Claim claim, long since) {}

    private record Share(int lane, long serverId) {

        static Share of(Claim claim) {
            return new Share(claim.lane(), claim.serverId());
        }
    }
}
