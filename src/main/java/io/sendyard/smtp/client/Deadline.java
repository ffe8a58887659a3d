package io.sendyard.smtp.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes a socket that a step holds too long. A socket's own timeout counts from each octet on, and
 * not at all while writing.
 */
final class Deadline {

    private static final ScheduledThreadPoolExecutor CLOCKWORK =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("smtp-watchdog").factory());

    static {
        CLOCKWORK.setRemoveOnCancelPolicy(true);
    }

    private Deadline() {}

    /** Watches until the guard is closed. */
    static Guard over(Socket socket, Duration limit) {
        var bite = CLOCKWORK.schedule(() -> close(socket), limit.toMillis(), TimeUnit.MILLISECONDS);
        return new Guard(bite);
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed, then.
        }
    }

    /** One step that is watched. */
    record Guard(Future<?> bite) implements AutoCloseable {

        /** Whether the time was over and the socket was closed. */
        boolean bit() {
            return bite.isDone() && !bite.isCancelled();
        }

        @Override
        public void close() {
            bite.cancel(false);
        }
    }
}
