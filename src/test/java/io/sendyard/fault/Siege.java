package io.sendyard.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that want nothing but that others get nothing: they stand in the doors, speak an octet
 * now and then, guess keys, and never come to the end of a line.
 */
final class Siege implements AutoCloseable {

    private static final Duration BREATH = Duration.ofMillis(20);
    private static final int ENDLESS = 4;

    /** Not where customers come from. */
    private static final String CAMP = "127.0.0.2";

    private static final String GARBAGE = "x".repeat(64 * 1_024);

    private final int submissionPort;
    private final int httpPort;
    private final Duration pause;
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Plain> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final AtomicInteger wrongKeys = new AtomicInteger();
    private volatile boolean over;

    /**
     * @param pause between the octets of who is slow
     */
    Siege(int submissionPort, int httpPort, Duration pause) {
        this.submissionPort = submissionPort;
        this.httpPort = httpPort;
        this.pause = pause;
    }

    /** So many in all, of every kind. */
    void begin(int number, String key) {
        each(number / 2, submissionPort, this::stand);
        each(number / 8, submissionPort, client -> trickle(client, "EHLO " + "x".repeat(400)));
        each(number / 8, submissionPort, this::guess);
        each(ENDLESS, submissionPort, this::goOn);
        var head = "POST /v1/send HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key;
        each(number / 8, httpPort, client -> trickle(client, head + "\r\nX-Slow: x".repeat(60)));
        var body = head + "\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{";
        each(
                number / 8,
                httpPort,
                client -> {
                    client.send(body);
                    trickle(client, " ".repeat(8_000));
                });
    }

    /** How many were told to come back later: 421. */
    int turnedAway() {
        return turnedAway.get();
    }

    int wrongKeys() {
        return wrongKeys.get();
    }

    int open() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        over = true;
        for (var client : open) {
            client.close();
        }
        clients.shutdownNow();
        clients.close();
    }

    /** Each one comes back when it is thrown out. */
    private void each(int number, int port, Act act) {
        for (int i = 0; i < number; i++) {
            clients.execute(() -> {
                while (!over) {
                    try (var client = Plain.from(CAMP, port)) {
                        open.add(client);
                        try {
                            if (port == submissionPort && client.reply().startsWith("421")) {
                                turnedAway.incrementAndGet();
                            } else {
                                act.on(client);
                            }
                        } finally {
                            open.remove(client);
                        }
                    } catch (IOException thrownOut) {
                        // And back again.
                    }
                    LockSupport.parkNanos(BREATH.multipliedBy(25).toNanos());
                }
            });
        }
    }

    /** Says nothing at all, until somebody says something. */
    private void stand(Plain client) throws IOException {
        if (client.reply().startsWith("421")) {
            turnedAway.incrementAndGet();
        }
    }

    private void trickle(Plain client, String text) throws IOException {
        for (int i = 0; i < text.length() && !over; i++) {
            client.send(text.substring(i, i + 1));
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private void guess(Plain client) throws IOException {
        client.ask("EHLO guess.example");
        while (!over) {
            var key = "\0guess\0" + wrongKeys.incrementAndGet();
            var reply =
                    client.ask(
                            "AUTH PLAIN "
                                    + Base64.getEncoder()
                                            .encodeToString(
                                                    key.getBytes(
                                                            java.nio.charset.StandardCharsets
                                                                    .US_ASCII)));
            if (reply.startsWith("421")) {
                return;
            }
        }
    }

    private void goOn(Plain client) throws IOException {
        while (!over) {
            client.send(GARBAGE);
        }
    }

    /** What one of them does. */
    private interface Act {

        void on(Plain client) throws IOException;
    }
}
