package io.sendyard.delivery;

import io.sendyard.message.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The claims that this process holds. Their number is limited, and part of it is reserved for
 * transactional mail, for new mail and for other servers, whatever one server sends to slow mail
 * servers.
 */
final class HeldClaims {

    private final int most;
    private final long validFor;
    private final Map<Long, HeldClaim> held = new HashMap<>();
    private final Map<Share, Integer> counts = new HashMap<>();
    private int retries;

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
            retries += claim.isRetry() ? 1 : 0;
            counts.merge(Share.of(claim), 1, Integer::sum);
        }
    }

    synchronized void remove(Claim claim) {
        var found = held.get(claim.recipientId());
        if (found != null && found.claim.lease() == claim.lease()) {
            held.remove(claim.recipientId());
            retries -= claim.isRetry() ? 1 : 0;
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
    synchronized int capacity(Lane lane) {
        int left = (lane.broadcast() ? most * 3 / 4 : most) - held.size();
        return Math.max(0, lane.retry() ? Math.min(left, limit(lane) - retries) : left);
    }

    /** How many more claims of one server can be held, apart from the total. */
    synchronized int capacity(Lane lane, long serverId) {
        int limit = lane.retry() ? limit(lane) / 2 : most / 2;
        return Math.max(0, limit - counts.getOrDefault(new Share(lane, serverId), 0));
    }

    /**
     * How many more claims of one server can bypass the queue. If half of its share is used, there
     * may be a queue, and new messages must not overtake it.
     */
    synchronized int capacityForNew(Lane lane, long serverId) {
        int unused = capacity(lane) + retries - most / 2;
        return Math.min(Math.min(capacity(lane), unused), capacity(lane, serverId) - most / 4);
    }

    /** Whether the queue may contain messages that there was no capacity for. */
    synchronized boolean isCrowded() {
        return held.size() >= most / 4;
    }

    /** How many retries can be held before a lane gets no more of them. */
    private int limit(Lane lane) {
        return lane.broadcast() ? most / 4 : most / 2;
    }

    private record HeldClaim(Claim claim, long since) {}

    private record Share(Lane lane, long serverId) {

        static Share of(Claim claim) {
            return new Share(claim.lane(), claim.serverId());
        }
    }
}
