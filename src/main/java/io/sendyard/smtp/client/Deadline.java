package io.sendyard.smtp.client;

import io.sendyard.core.PlatformThread;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes a socket when a step takes too long. A socket's own timeout restarts with each byte and
 * does not apply to writes.
 */
final class Deadline {

    private static final ScheduledThreadPoolExecutor SCHEDULER =
            new ScheduledThreadPoolExecutor(1, PlatformThread.factory("smtp-deadlines"));

    static {
        SCHEDULER.setRemoveOnCancelPolicy(true);
    }

    private Deadline() {}

    /** Watches until the guard is closed. */
    static Guard over(Socket socket, Duration limit) {
        var expiry =
                SCHEDULER.schedule(() -> close(socket), limit.toMillis(), TimeUnit.MILLISECONDS);
        return new Guard(expiry);
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed, then.
        }
    }

    /** One step that is watched. */
    record Guard(Future<?> expiry) implements AutoCloseable {

        /** Whether the time was over and the socket was closed. */
        boolean expired() {
            return expiry.isDone() && !expiry.isCancelled();
        }

        @Override
        public void close() {
            expiry.cancel(false);
        }
    }
}
