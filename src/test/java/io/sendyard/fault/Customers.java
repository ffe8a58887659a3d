package io.sendyard.fault;

import io.sendyard.Visitor;
import io.sendyard.system.RunningSendyard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Programs that send a message now and then, on a fresh connection each, and want to know how long
 * it takes until they have a yes, with each time they were told to come back in it.
 */
final class Customers implements AutoCloseable {

    private static final int EACH = 4;
    private static final Duration REST = Duration.ofMillis(50);
    private static final Duration AFTER_A_NO = Duration.ofMillis(100);

    private final Ledger ledger;
    private final String key;
    private final ExecutorService programs = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Long> millis = new ConcurrentLinkedQueue<>();
    private final AtomicInteger again = new AtomicInteger();
    private volatile boolean over;

    private Customers(Ledger ledger, String key) {
        this.ledger = ledger;
        this.key = key;
    }

    static Customers begin(Ledger ledger, RunningSendyard running, int submissionPort, String key) {
        var customers = new Customers(ledger, key);
        for (int program = 0; program < EACH; program++) {
            var visitor = running.visitor();
            customers.program("h" + program, recipient -> customers.post(visitor, recipient));
            customers.program(
                    "s" + program, recipient -> customers.submit(submissionPort, recipient));
        }
        return customers;
    }

    /** Forgets what it measured until now. */
    void anew() {
        millis.clear();
        again.set(0);
    }

    int count() {
        return millis.size();
    }

    /** How often somebody was told to come back, or was hung up on. */
    int again() {
        return again.get();
    }

    /** So many of a hundred had their yes in that time. */
    long percentile(int percent) {
        var sorted = millis.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    /** Ends when each has the yes it waits for. */
    @Override
    public void close() {
        over = true;
        programs.close();
    }

    private void program(String name, Sending sending) {
        programs.execute(() -> {
            for (int number = 0; !over; number++) {
                var recipient = "%sx%d@inbox.example".formatted(name, number);
                ledger.attempt(recipient);
                long begun = System.nanoTime();
                while (!taken(sending, recipient)) {
                    again.incrementAndGet();
                    LockSupport.parkNanos(AFTER_A_NO.toNanos());
                }
                millis.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
                ledger.acknowledge(recipient);
                LockSupport.parkNanos(REST.toNanos());
            }
        });
    }

    private static boolean taken(Sending sending, String recipient) {
        try {
            return sending.taken(recipient);
        } catch (IOException | UncheckedIOException gone) {
            return false;
        }
    }

    private boolean post(Visitor visitor, String recipient) {
        var answer =
                visitor.call(
                        "POST",
                        "/v1/send",
                        """
                        {"from": "ada@acme.example", "to": "%s", "subject": "Hello", "text": "Hello"}\
                        """
                                .formatted(recipient),
                        "Bearer " + key);
        if (answer.statusCode() != 201 && answer.statusCode() != 503) {
            ledger.wrong(answer.statusCode() + " " + answer.body());
        }
        return answer.statusCode() == 201;
    }

    private boolean submit(int port, String recipient) throws IOException {
        try (var wire = Plain.to(port)) {
            var login = ("\0" + key + "\0" + key).getBytes(StandardCharsets.US_ASCII);
            return yes(wire.reply())
                    && yes(wire.ask("EHLO customer.example"))
                    && yes(wire.ask("AUTH PLAIN " + Base64.getEncoder().encodeToString(login)))
                    && yes(wire.ask("MAIL FROM:<ada@acme.example>"))
                    && yes(wire.ask("RCPT TO:<%s>".formatted(recipient)))
                    && yes(wire.ask("DATA"))
                    && yes(
                            wire.ask(
                                    "From: ada@acme.example\r\nTo: %s\r\nSubject: Hello\r\n\r\nHello\r\n."
                                            .formatted(recipient)));
        }
    }

    private boolean yes(String reply) {
        if (reply.startsWith("5")) {
            ledger.wrong(reply);
        }
        return reply.startsWith("2") || reply.startsWith("3");
    }

    /** One message by one way. */
    private interface Sending {

        boolean taken(String recipient) throws IOException;
    }
}
