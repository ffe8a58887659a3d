package io.sendyard.fault;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was attempted, what was acknowledged and what arrived, by recipient; kept outside of
 * Sendyard, so that it can judge.
 */
final class Ledger {

    private final Set<String> attempted = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final Map<String, AtomicInteger> delivered = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> messageIds = new ConcurrentHashMap<>();

    void attempt(String recipient) {
        attempted.add(recipient);
    }

    /** What another one asked for may arrive here, too. */
    void expect(Ledger other) {
        attempted.addAll(other.attempted);
    }

    void acknowledge(String recipient) {
        acknowledged.add(recipient);
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

    /** Whether it arrived. */
    boolean has(String recipient) {
        return delivered.containsKey(recipient);
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
        unexpected.removeAll(attempted);
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

    @Override
    public String toString() {
        return "attempted %d, acknowledged %d, delivered %d, lost %d, doubled %d, unexpected %d"
                .formatted(
                        attempted.size(),
                        acknowledged.size(),
                        delivered.size(),
                        lost().size(),
                        doubled(),
                        unexpected().size());
    }
}
