package io.sendyard.fault;

import io.sendyard.Visitor;
import io.sendyard.system.RunningSendyard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Programs that send as fast as they are answered, half of them by HTTP and half by SMTP, and come
 * back where somebody hung up. What they are told that nobody may be told goes into the ledger.
 */
final class MailLoad implements AutoCloseable {

    private static final int PROGRAMS = 8;
    private static final String LINE = "word ".repeat(100);
    private static final Duration AFTER_A_NO = Duration.ofMillis(100);
    private static final Pattern INNARDS =
            Pattern.compile(
                    "(?i)exception|\\bselect\\b|\\binsert\\b|\\bupdate .*\\bset\\b|jdbc|hikari|sqlstate|postgres|\\bh2\\b|\\bat io\\.|\\.java");

    private final Ledger ledger;
    private final String key;
    private final String from;
    private final int lines;
    private final ExecutorService programs = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean over;

    private MailLoad(Ledger ledger, String key, String from, int lines) {
        this.ledger = ledger;
        this.key = key;
        this.from = from;
        this.lines = lines;
    }

    /** Begins to send, every message to a recipient of its own. */
    static MailLoad begin(
            Ledger ledger, RunningSendyard running, int submissionPort, String key, String run) {
        return begin(ledger, running, submissionPort, key, run, "ada@acme.example");
    }

    static MailLoad begin(
            Ledger ledger,
            RunningSendyard running,
            int submissionPort,
            String key,
            String run,
            String from) {
        return new MailLoad(ledger, key, from, 2).begin(PROGRAMS, running, submissionPort, run);
    }

    /**
     * So many programs that send messages of so many lines.
     *
     * @param lines of 500 octets each
     */
    static MailLoad begin(Ledger ledger, Node node, String key, int programs, int lines) {
        return new MailLoad(ledger, key, "ada@acme.example", lines)
                .begin(programs, node.running(), node.submissionPort(), "");
    }

    private MailLoad begin(int programs, RunningSendyard running, int submissionPort, String run) {
        for (int program = 0; program < programs; program++) {
            var name = "m%sx%d".formatted(run, program);
            boolean http = program % 2 == 0;
            var visitor = running.visitor();
            var count = new AtomicInteger();
            this.programs.execute(() -> {
                while (!over) {
                    try {
                        if (http) {
                            post(visitor, name, count);
                        } else {
                            submit(submissionPort, name, count);
                        }
                    } catch (IOException | UncheckedIOException gone) {
                        // No answer, no promise.
                        LockSupport.parkNanos(AFTER_A_NO.toNanos());
                    }
                }
            });
        }
        return this;
    }

    /** Ends with what is being sent. */
    @Override
    public void close() {
        over = true;
        programs.close();
    }

    private void post(Visitor visitor, String name, AtomicInteger count) {
        while (!over) {
            var recipient = recipient(name, count);
            judge(
                    recipient,
                    visitor.call(
                            "POST",
                            "/v1/send",
                            """
                            {"from": "%s", "to": "%s", "subject": "Load", "text": "%s"}\
                            """
                                    .formatted(from, recipient, (LINE + "\\r\\n").repeat(lines)),
                            "Bearer " + key));
        }
    }

    private void judge(String recipient, HttpResponse<String> answer) {
        switch (answer.statusCode()) {
            case 201 -> ledger.acknowledge(recipient);
            case 503 -> {
                if (answer.headers().firstValue("Retry-After").isEmpty()) {
                    ledger.wrong("503 without Retry-After: " + answer.body());
                }
                later(answer.body());
            }
            default -> {
                ledger.wrong(answer.statusCode() + " " + answer.body());
                later("");
            }
        }
    }

    private void submit(int port, String name, AtomicInteger count) throws IOException {
        try (var submitter = Submitter.at(port)) {
            if (!yes(submitter.logIn(key))) {
                return;
            }
            while (!over) {
                var recipient = recipient(name, count);
                if (yes(submitter.begin(from, recipient))) {
                    if (yes(submitter.finish(from, recipient, (LINE + "\r\n").repeat(lines)))) {
                        ledger.acknowledge(recipient);
                    }
                } else {
                    submitter.ask("RSET");
                }
            }
        }
    }

    private String recipient(String name, AtomicInteger count) {
        var recipient = "%sx%d@inbox.example".formatted(name, count.getAndIncrement());
        ledger.attempt(recipient);
        return recipient;
    }

    /** Whether it goes on; a no has to be one that says later. */
    private boolean yes(String reply) {
        if (Submitter.yes(reply)) {
            return true;
        }
        if (!reply.startsWith("4")) {
            ledger.wrong(reply);
        }
        later(reply);
        return false;
    }

    private void later(String text) {
        ledger.refuse();
        if (INNARDS.matcher(text).find()) {
            ledger.wrong("Tells of what is inside: " + text);
        }
        LockSupport.parkNanos(AFTER_A_NO.toNanos());
    }
}
