package io.sendyard.message.web;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many pages follow the log on this node at the same time. Each takes a thread and
 * queries, so one person or one account can't take them all.
 */
class LiveConnectionLimit {

    static final int PER_PERSON = 10;
    static final int PER_ACCOUNT = 50;
    static final int OVERALL = 200;

    private final Map<Long, Integer> persons = new HashMap<>();
    private final Map<Long, Integer> accounts = new HashMap<>();
    private int all;

    /** Counts another page, to be released when it ends; false if there are too many. */
    synchronized boolean acquire(long accountId, long personId) {
        if (all >= OVERALL
                || accounts.getOrDefault(accountId, 0) >= PER_ACCOUNT
                || persons.getOrDefault(personId, 0) >= PER_PERSON) {
            return false;
        }
        all++;
        accounts.merge(accountId, 1, Integer::sum);
        persons.merge(personId, 1, Integer::sum);
        return true;
    }

    synchronized void release(long accountId, long personId) {
        all--;
        accounts.computeIfPresent(accountId, (_, count) -> less(count));
        persons.computeIfPresent(personId, (_, count) -> less(count));
    }

    private static @Nullable Integer less(int count) {
        return count == 1 ? null : count - 1;
    }
}
