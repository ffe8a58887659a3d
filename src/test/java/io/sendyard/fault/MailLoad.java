package io.sendyard.fault;

import io.sendyard.Visitor;
import io.sendyard.system.RunningSendyard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Programs that send as fast as they are answered, half of them by HTTP and half by SMTP, until the
 * process they speak to is gone.
 */
final class MailLoad implements AutoCloseable {

    private static final int PROGRAMS = 8;

    private final Ledger ledger;
    private final String key;
    private final ExecutorService programs = Executors.newVirtualThreadPerTaskExecutor();

    private MailLoad(Ledger ledger, String key) {
        this.ledger = ledger;
        this.key = key;
    }

    /** Begins to send, every message to a recipient of its own. */
    static MailLoad begin(
            Ledger ledger, RunningSendyard running, int submissionPort, String key, String run) {
        var load = new MailLoad(ledger, key);
        for (int program = 0; program < PROGRAMS; program++) {
            var name = "m%sx%d".formatted(run, program);
            boolean http = program % 2 == 0;
            var visitor = running.visitor();
            load.programs.execute(() -> {
                try {
                    if (http) {
                        load.post(visitor, name);
                    } else {
                        load.submit(submissionPort, name);
                    }
                } catch (IOException | UncheckedIOException gone) {
                    // No answer, no promise.
                }
            });
        }
        return load;
    }

    /** Waits until every program has noticed that nobody answers any more. */
    @Override
    public void close() {
        programs.close();
    }

    private void post(Visitor visitor, String name) {
        for (int i = 0; i < 100_000; i++) {
            var recipient = "%sx%d@inbox.example".formatted(name, i);
            ledger.attempt(recipient);
            var answer =
                    visitor.call(
                            "POST",
                            "/v1/send",
                            """
                            {"from": "ada@acme.example", "to": "%s", "subject": "Load", "text": "%s"}\
                            """
                                    .formatted(recipient, "word ".repeat(200)),
                            "Bearer " + key);
            if (answer.statusCode() == 201) {
                ledger.acknowledge(recipient);
            } else if (answer.statusCode() != 503) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
        }
    }

    private void submit(int port, String name) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            reply(in);
            ask(socket, in, "EHLO load.example");
            var login =
                    Base64.getEncoder()
                            .encodeToString(
                                    ("\0" + key + "\0" + key).getBytes(StandardCharsets.US_ASCII));
            ask(socket, in, "AUTH PLAIN " + login);
            for (int i = 0; i < 100_000; i++) {
                var recipient = "%sx%d@inbox.example".formatted(name, i);
                ledger.attempt(recipient);
                ask(socket, in, "MAIL FROM:<ada@acme.example>");
                ask(socket, in, "RCPT TO:<%s>".formatted(recipient));
                ask(socket, in, "DATA");
                var end =
                        ask(
                                socket,
                                in,
                                """
                                From: ada@acme.example
                                To: %s
                                Subject: Load

                                %s
                                .\
                                """
                                        .formatted(recipient, "word ".repeat(100))
                                        .replace("\n", "\r\n"));
                if (end.startsWith("250")) {
                    ledger.acknowledge(recipient);
                } else if (!end.startsWith("4")) {
                    throw new AssertionError(end);
                }
            }
        }
    }

    private static String ask(Socket socket, BufferedReader in, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return reply(in);
    }

    private static String reply(BufferedReader in) throws IOException {
        var line = in.readLine();
        while (line != null && line.startsWith("-", 3)) {
            line = in.readLine();
        }
        if (line == null || line.startsWith("421")) {
            throw new IOException("It hung up");
        }
        return line;
    }
}
