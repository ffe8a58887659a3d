package io.sendyard.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The claims that wait for one destination. Transactional mail goes before broadcasts; within each,
 * new mail and retries alternate, and servers do.
 */
final class WaitingClaims {

    private final List<SequencedMap<Long, Deque<Claim>>> lanes =
            Stream.generate(LinkedHashMap<Long, Deque<Claim>>::new)
                    .limit(Claim.LANES)
                    .<SequencedMap<Long, Deque<Claim>>>map(lane -> lane)
                    .toList();

    private boolean retriesNext;

    void add(Claim claim) {
        lanes.get(claim.lane())
                .computeIfAbsent(claim.serverId(), _ -> new ArrayDeque<>())
                .add(claim);
    }

    /** The number of those in a claim's lane that are of its server. */
    int besides(Claim claim) {
        var queue = lanes.get(claim.lane()).get(claim.serverId());
        return queue == null ? 0 : queue.size();
    }

    /** The number of new ones, or of retries. */
    int count(boolean retries) {
        int count = 0;
        for (int lane = 0; lane < Claim.LANES; lane++) {
            if (Claim.retries(lane) == retries) {
                count += lanes.get(lane).values().stream().mapToInt(Deque::size).sum();
            }
        }
        return count;
    }

    /** Removes the next one of the kinds that are allowed; null if there is none. */
    @Nullable Claim poll(boolean newAllowed, boolean retriesAllowed) {
        for (int lane = 0; lane < Claim.RETRIES; lane++) {
            for (boolean retries : new boolean[] {retriesNext, !retriesNext}) {
                var claim = (retries ? retriesAllowed : newAllowed) ? poll(lane, retries) : null;
                if (claim != null) {
                    retriesNext = !retries;
                    return claim;
                }
            }
        }
        return null;
    }

    /** Removes all. */
    List<Claim> drain() {
        var all = new ArrayList<Claim>();
        lanes.forEach(lane -> lane.values().forEach(all::addAll));
        lanes.forEach(Map::clear);
        return all;
    }

    private @Nullable Claim poll(int lane, boolean retries) {
        var servers = lanes.get(retries ? lane + Claim.RETRIES : lane);
        var first = servers.pollFirstEntry();
        if (first == null) {
            return null;
        }
        var claim = first.getValue().remove();
        if (!first.getValue().isEmpty()) {
            servers.putLast(first.getKey(), first.getValue());
        }
        return claim;
    }
}
