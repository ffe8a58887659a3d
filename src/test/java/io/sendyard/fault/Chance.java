package io.sendyard.fault;

import java.time.Duration;
import java.util.Random;

/** When things happen, by a seed that a run prints and another run can be given. */
final class Chance {

    static final long SEED = Long.getLong("sendyard.test.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    /** Waits some part of that time. */
    void pause(Duration most) throws InterruptedException {
        Thread.sleep(random.nextLong(most.toMillis() + 1));
    }

    /** Prints what a run came to, in one line. */
    static void report(String run, Ledger ledger, int kills, String more) {
        System.out.printf(
                "%s: seed %d, %s, kills %d%s%n",
                run, SEED, ledger, kills, more.isEmpty() ? "" : ", " + more);
    }
}
