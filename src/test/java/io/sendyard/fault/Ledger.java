package io.sendyard.fault;

import io.sendyard.system.RunningSendyard;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was attempted, what was acknowledged and what arrived, by recipient; kept outside of
 * Sendyard, so that it can judge.
 */
final class Ledger {

    private final Map<String, Long> attempted = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<Long> times = new ConcurrentLinkedQueue<>();
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final Map<String, AtomicInteger> delivered = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> messageIds = new ConcurrentHashMap<>();

    void attempt(String recipient) {
        attempted.put(recipient, System.nanoTime());
    }

    /** What another one asked for may arrive here, too. */
    void expect(Ledger other) {
        attempted.putAll(other.attempted);
    }

    void acknowledge(String recipient) {
        Long begun = attempted.get(recipient);
        if (acknowledged.add(recipient) && begun != null) {
            times.add(System.nanoTime() - begun);
        }
    }

    /** It was told to try again later, as it may be told. */
    void refuse() {
        refused.incrementAndGet();
    }

    /** An answer that nobody may be given, whatever is the matter. */
    void wrong(String answer) {
        wrong.add(answer);
    }

    void deliver(String recipient, String messageId) {
        delivered.computeIfAbsent(recipient, _ -> new AtomicInteger()).incrementAndGet();
        messageIds.computeIfAbsent(recipient, _ -> ConcurrentHashMap.newKeySet()).add(messageId);
    }

    int acknowledged() {
        return acknowledged.size();
    }

    int refused() {
        return refused.get();
    }

    Set<String> wrong() {
        return wrong;
    }

    /** Those that were acknowledged until now. */
    Set<String> promised() {
        return Set.copyOf(acknowledged);
    }

    /** Whether all of them arrived. */
    boolean kept(Set<String> promised) {
        return delivered.keySet().containsAll(promised);
    }

    /** Waits under load until so many more were acknowledged, and half as many arrived. */
    void awaitLoad(RunningSendyard running, int enough) {
        int acknowledgedBefore = acknowledged();
        int deliveredBefore = delivered();
        running.waitUntil(() ->
                acknowledged() > acknowledgedBefore + enough
                        && delivered() > deliveredBefore + enough / 2);
    }

    /** How often it arrived. */
    int arrivals(String recipient) {
        var times = delivered.get(recipient);
        return times == null ? 0 : times.get();
    }

    int delivered() {
        return delivered.size();
    }

    /** Acknowledged, and not delivered. */
    Set<String> lost() {
        var lost = new TreeSet<>(acknowledged);
        lost.removeAll(delivered.keySet());
        return lost;
    }

    /** Delivered, and never attempted. */
    Set<String> unexpected() {
        var unexpected = new TreeSet<>(delivered.keySet());
        unexpected.removeAll(attempted.keySet());
        return unexpected;
    }

    /** How many deliveries there were beyond the first of each recipient. */
    int doubled() {
        return delivered.values().stream().mapToInt(times -> times.get() - 1).sum();
    }

    /** The recipients that got the same message under several Message-IDs. */
    Set<String> renamed() {
        var renamed = new TreeSet<String>();
        messageIds.forEach((recipient, ids) -> {
            if (ids.size() > 1) {
                renamed.add(recipient);
            }
        });
        return renamed;
    }

    /** So many percent were acknowledged within that many milliseconds. */
    private long millis(int percent) {
        var sorted = times.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * percent / 100) / 1_000_000;
    }

    @Override
    public String toString() {
        return "attempted %d, acknowledged %d, delivered %d, lost %d, doubled %d, unexpected %d, p50 %d ms, p99 %d ms"
                .formatted(
                        attempted.size(),
                        acknowledged.size(),
                        delivered.size(),
                        lost().size(),
                        doubled(),
                        unexpected().size(),
                        millis(50),
                        millis(99));
    }
}
