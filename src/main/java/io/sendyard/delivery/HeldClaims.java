package io.sendyard.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The claims in this process' hands. It holds only so many, and room is left in it for
 * transactional mail and for other servers, whatever one of them sends, to whichever slow hosts.
 */
final class HeldClaims {

    private static final int BROADCAST = 1;

    private final int most;
    private final long surelyOurs;
    private final Map<Long, Held> held = new HashMap<>();
    private final Map<Share, Integer> counts = new HashMap<>();

    /**
     * Empty ones.
     *
     * @param surelyOurs how long a claim can't be another node's unless it is renewed
     */
    HeldClaims(int most, Duration surelyOurs) {
        this.most = most;
        this.surelyOurs = surelyOurs.toNanos();
    }

    /**
     * Takes them into our hands.
     *
     * @param since when, by {@link System#nanoTime()}, their leases had not begun yet
     */
    synchronized void add(List<Claim> claims, long since) {
        for (var claim : claims) {
            held.put(claim.recipientId(), new Held(claim, since));
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
                held.computeIfPresent(claim.recipientId(), (_, old) -> new Held(old.claim, since)));
    }

    synchronized boolean holds(Claim claim) {
        return held.containsKey(claim.recipientId());
    }

    /** Whether its lease surely runs still: not where this process stood still for a while. */
    synchronized boolean sure(Claim claim) {
        var found = held.get(claim.recipientId());
        return found != null
                && found.claim.lease() == claim.lease()
                && System.nanoTime() - found.since < surelyOurs;
    }

    synchronized List<Claim> all() {
        return new ArrayList<>(held.values().stream().map(Held::claim).toList());
    }

    synchronized boolean isEmpty() {
        return held.isEmpty();
    }

    /** How many more of a lane there is room for. */
    synchronized int room(int lane) {
        int limit = lane == BROADCAST ? most * 3 / 4 : most;
        return Math.max(0, limit - held.size());
    }

    /** How many more of one server, whatever room there is. */
    synchronized int room(int lane, long serverId) {
        return Math.max(0, most / 2 - counts.getOrDefault(new Share(lane, serverId), 0));
    }

    /**
     * How many more of one server may be taken without going through the queue. Where half of its
     * room is taken there may be a queue, and nobody is to jump it.
     */
    synchronized int roomForFresh(int lane, long serverId) {
        return Math.min(room(lane) - most / 2, room(lane, serverId) - most / 4);
    }

    /** Whether there may be something in the queue that there was no room for. */
    synchronized boolean crowded() {
        return held.size() >= most / 4;
    }

    private record Held(Claim claim, long since) {}

    private record Share(int lane, long serverId) {

        static Share of(Claim claim) {
            return new Share(claim.lane(), claim.serverId());
        }
    }
}
