package io.sendyard.delivery;

import io.sendyard.message.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The claims that wait for one destination. Transactional mail goes before broadcasts; within each,
 * new mail and retries alternate, and servers do.
 */
final class WaitingClaims {

    private static final List<Lane> NEW_FIRST =
            List.of(
                    Lane.TRANSACTIONAL,
                    Lane.TRANSACTIONAL_RETRY,
                    Lane.BROADCAST,
                    Lane.BROADCAST_RETRY);
    private static final List<Lane> RETRIES_FIRST =
            List.of(
                    Lane.TRANSACTIONAL_RETRY,
                    Lane.TRANSACTIONAL,
                    Lane.BROADCAST_RETRY,
                    Lane.BROADCAST);

    private final Map<Lane, SequencedMap<Long, Deque<Claim>>> lanes = new EnumMap<>(Lane.class);

    private boolean retriesNext;

    WaitingClaims() {
        for (var lane : Lane.values()) {
            lanes.put(lane, new LinkedHashMap<>());
        }
    }

    void add(Claim claim) {
        servers(claim.lane()).computeIfAbsent(claim.serverId(), _ -> new ArrayDeque<>()).add(claim);
    }

    /** The number of those in a claim's lane that are of its server. */
    int besides(Claim claim) {
        var queue = servers(claim.lane()).get(claim.serverId());
        return queue == null ? 0 : queue.size();
    }

    /** The number of new ones, or of retries. */
    int count(boolean retries) {
        return lanes.entrySet().stream()
                .filter(lane -> lane.getKey().retry() == retries)
                .flatMap(lane -> lane.getValue().values().stream())
                .mapToInt(Deque::size)
                .sum();
    }

    /** Removes the next one of the kinds that are allowed; null if there is none. */
    @Nullable Claim poll(boolean newAllowed, boolean retriesAllowed) {
        return (retriesNext ? RETRIES_FIRST : NEW_FIRST)
                .stream()
                        .filter(lane -> lane.retry() ? retriesAllowed : newAllowed)
                        .flatMap(lane -> Stream.ofNullable(poll(lane)))
                        .findFirst()
                        .orElse(null);
    }

    /** Removes all. */
    List<Claim> drain() {
        var all = new ArrayList<Claim>();
        lanes.values().forEach(servers -> servers.values().forEach(all::addAll));
        lanes.values().forEach(Map::clear);
        return all;
    }

    private @Nullable Claim poll(Lane lane) {
        var servers = servers(lane);
        var first = servers.pollFirstEntry();
        if (first == null) {
            return null;
        }
        var claim = first.getValue().remove();
        if (!first.getValue().isEmpty()) {
            servers.putLast(first.getKey(), first.getValue());
        }
        retriesNext = !lane.retry();
        return claim;
    }

    private SequencedMap<Long, Deque<Claim>> servers(Lane lane) {
        return Objects.requireNonNull(lanes.get(lane));
    }
}
