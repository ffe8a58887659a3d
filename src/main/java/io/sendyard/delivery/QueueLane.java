package io.sendyard.delivery;

import io.sendyard.message.DueRecipient;
import io.sendyard.message.DueRecipients;
import io.sendyard.message.Lane;
import io.sendyard.server.ServerModes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One lane of the queue. It hops from server to server and takes a few rows of each, whatever
 * lengths their queues have, and begins the next time where it stopped.
 */
final class QueueLane {

    private static final int FEW = 10;
    private static final int MOST_HOPS = 200;

    private final Lane lane;
    private final DueRecipients recipients;
    private final ServerModes servers;
    private long cursor;

    QueueLane(Lane lane, DueRecipients recipients, ServerModes servers) {
        this.lane = lane;
        this.recipients = recipients;
        this.servers = servers;
    }

    /** The recipients that are due in this lane, up to a number. */
    List<DueRecipient> due(Instant now, HeldClaims heldClaims, int atMost) {
        int most = Math.min(atMost, heldClaims.capacity(lane));
        var round = new Round(now, heldClaims, most, new ArrayList<>(), new ArrayDeque<>());
        hop(round);
        while (!round.full() && !round.longer.isEmpty()) {
            shareOut(round);
        }
        return round.due;
    }

    /** Once around, or until there are enough. */
    private void hop(Round round) {
        long start = cursor;
        boolean around = false;
        for (int hops = 0; hops < MOST_HOPS && !round.full(); hops++) {
            var next = recipients.serverAfter(lane, cursor);
            if (next.isEmpty()) {
                cursor = 0;
                if (around || start == 0) {
                    return;
                }
                around = true;
            } else if (around && next.getAsLong() > start) {
                return;
            } else {
                cursor = next.getAsLong();
                if (!servers.isDeleted(cursor)) {
                    take(new Portion(cursor, 0), FEW, round);
                }
            }
        }
    }

    /** What is left, to those who have more. */
    private void shareOut(Round round) {
        int share = Math.max(FEW, round.left() / round.longer.size());
        for (int left = round.longer.size(); left > 0; left--) {
            take(round.longer.remove(), share, round);
        }
    }

    private void take(Portion portion, int share, Round round) {
        int capacity = round.heldClaims.capacity(lane, portion.serverId) - portion.taken;
        int limit = Math.min(Math.min(share, capacity), round.left());
        if (limit <= 0) {
            return;
        }
        var found = recipients.ofServer(lane, portion.serverId, round.now, limit, portion.taken);
        round.due.addAll(found);
        if (found.size() == limit) {
            round.longer.add(new Portion(portion.serverId, portion.taken + limit));
        }
    }

    /** How much of a server was taken. */
    private record Portion(long serverId, int taken) {}

    /**
     * One claim.
     *
     * @param longer the servers that have more
     */
    private record Round(
            Instant now,
            HeldClaims heldClaims,
            int most,
            List<DueRecipient> due,
            Deque<Portion> longer) {

        boolean full() {
            return left() <= 0;
        }

        int left() {
            return most - due.size();
        }
    }
}
