package io.sendyard.message;

import java.util.Arrays;

/**
 * A part of the queue with a share of its own: transactional mail or broadcasts, new or deferred
 * before.
 */
public enum Lane {
    TRANSACTIONAL(0),
    BROADCAST(1),
    TRANSACTIONAL_RETRY(2),
    BROADCAST_RETRY(3);

    private final int number;

    Lane(int number) {
        this.number = number;
    }

    static Lane of(int number) {
        return Arrays.stream(values())
                .filter(lane -> lane.number == number)
                .findFirst()
                .orElseThrow();
    }

    /** The value of its rows' column, which the queue's index starts with. */
    public int number() {
        return number;
    }

    /** Whether it is for broadcasts. */
    public boolean broadcast() {
        return this == BROADCAST || this == BROADCAST_RETRY;
    }

    /** Whether it is for mail that was deferred before. */
    public boolean retry() {
        return this == TRANSACTIONAL_RETRY || this == BROADCAST_RETRY;
    }
}
