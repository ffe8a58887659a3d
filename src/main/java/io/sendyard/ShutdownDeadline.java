package io.sendyard;

import io.sendyard.core.PlatformThread;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Ends the process some time after it was asked to end, whatever hangs. What was acknowledged is on
 * disk by then, and what was claimed from the queue is due again when its lease ends.
 */
final class ShutdownDeadline {

    /** Within the 30 seconds that operators are promised. */
    private static final Duration LONGEST = Duration.ofSeconds(29);

    private static final int NOT_IN_ORDER = 1;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final Duration longest;
    private final Runnable end;

    ShutdownDeadline(Duration longest, Runnable end) {
        this.longest = longest;
        this.end = end;
    }

    /**
     * Waits for the JVM's shutdown from now on. All that is needed then is loaded now, since a
     * thread that loads a class may be one of those that hang.
     */
    static void start() {
        var deadline = new ShutdownDeadline(LONGEST, ShutdownDeadline::halt);
        PlatformThread.start("shutdown-deadline", deadline::watch);
        Runtime.getRuntime().addShutdownHook(new Thread(deadline::begin, "shutdown-began"));
    }

    /** The time begins to run. */
    void begin() {
        asked.countDown();
    }

    /** Waits until the time has begun and is over, and then ends it. */
    void watch() {
        try {
            asked.await();
            Thread.sleep(longest);
            end.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void halt() {
        System.err.println("The shutdown took longer than 29 seconds, so the process ends now.");
        Runtime.getRuntime().halt(NOT_IN_ORDER);
    }
}
