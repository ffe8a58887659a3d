package io.sendyard.fault;

import io.sendyard.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Programs that hang up on the answer to each send, and send again with the same key until they are
 * told yes.
 */
final class RepeatedLoad implements AutoCloseable {

    private static final int PROGRAMS = 6;
    private static final Duration UNTIL_AGAIN = Duration.ofMillis(100);
    private static final int LONGEST_LISTENING_MILLIS = 20;

    private final Ledger ledger;
    private final int port;
    private final String token;
    private final ExecutorService programs = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger replayed = new AtomicInteger();
    private volatile boolean over;

    RepeatedLoad(Ledger ledger, int port, String token) {
        this.ledger = ledger;
        this.port = port;
        this.token = token;
        for (int program = 0; program < PROGRAMS; program++) {
            var name = "r%d".formatted(program);
            programs.execute(() -> {
                for (int i = 0; !over; i++) {
                    send("%sx%d@inbox.example".formatted(name, i));
                }
            });
        }
    }

    /** How many answers nobody waited for. */
    int left() {
        return left.get();
    }

    /** How many were given that had been given before. */
    int replayed() {
        return replayed.get();
    }

    /** Ends when each key that was used has its yes. */
    @Override
    public void close() {
        over = true;
        programs.close();
    }

    private void send(String recipient) {
        var visitor = Visitor.at(port);
        ledger.attempt(recipient);
        while (!sentAndLeft(recipient) || !acknowledged(visitor, recipient)) {
            LockSupport.parkNanos(UNTIL_AGAIN.toNanos());
        }
    }

    private boolean sentAndLeft(String recipient) {
        var body = body(recipient);
        var head =
                """
                POST /v1/send HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Content-Type: application/json
                Idempotency-Key: %s
                Content-Length: %d

                """
                        .formatted(token, recipient, body.length())
                        .replace("\n", "\r\n");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            var moment = ThreadLocalRandom.current().nextInt(LONGEST_LISTENING_MILLIS);
            LockSupport.parkNanos(Duration.ofMillis(moment).toNanos());
            left.incrementAndGet();
            return true;
        } catch (IOException killed) {
            return false;
        }
    }

    /** Whether it was told yes; a no has to be one that says later. */
    private boolean acknowledged(Visitor visitor, String recipient) {
        try {
            var answer =
                    visitor.send(
                            "POST",
                            "/v1/send",
                            body(recipient),
                            "Authorization",
                            "Bearer " + token,
                            "Content-Type",
                            "application/json",
                            "Idempotency-Key",
                            recipient);
            if (answer.headers().firstValue("Idempotent-Replayed").isPresent()) {
                replayed.incrementAndGet();
            }
            switch (answer.statusCode()) {
                case 201 -> ledger.acknowledge(recipient);
                case 409, 503 -> ledger.refuse();
                default -> ledger.wrong(answer.statusCode() + " " + answer.body());
            }
            return answer.statusCode() == 201;
        } catch (UncheckedIOException killed) {
            return false;
        }
    }

    private static String body(String recipient) {
        return "{\"from\": \"ada@acme.example\", \"to\": \"%s\", \"subject\": \"Once\", \"text\": \"Once\"}"
                .formatted(recipient);
    }
}
