package io.sendyard.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A mail host that takes all it is given and writes each recipient into the ledger. */
final class Inbox implements AutoCloseable {

    private final Ledger ledger;
    private final ServerSocket server;
    private final ExecutorService sessions = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> taken = new ConcurrentHashMap<>();
    private volatile Duration thought;
    private volatile String putOff = "nobody";

    Inbox(Ledger ledger) throws IOException {
        this(ledger, Duration.ZERO);
    }

    /** One that thinks about each message, when it has it, before it says so. */
    Inbox(Ledger ledger, Duration thought) throws IOException {
        this.ledger = ledger;
        this.thought = thought;
        this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        sessions.execute(this::accept);
    }

    /** From now on it thinks so long about each. */
    void think(Duration longer) {
        thought = longer;
    }

    /** From now on recipients that begin so are told to come later. */
    void putOff(String beginning) {
        putOff = beginning;
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections are open: no more deliveries can be in flight. */
    int open() {
        return open.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** How many of them are from who greets by that name. */
    int open(String greeting) {
        return counted(open, greeting).get();
    }

    /** How many messages it took from who greets by that name. */
    int taken(String greeting) {
        return counted(taken, greeting).get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        sessions.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                sessions.execute(() -> converse(socket));
            }
        } catch (SocketException closed) {
            // The test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void converse(Socket socket) {
        var greeting = "";
        try (socket) {
            socket.setTcpNoDelay(true);
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            say(socket, "220 inbox.example ESMTP");
            var recipient = "";
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var command = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
                switch (command) {
                    case "EHLO" -> {
                        greeting = line.substring("EHLO ".length());
                        counted(open, greeting).incrementAndGet();
                        say(socket, "250-inbox.example\r\n250-PIPELINING\r\n250 8BITMIME");
                    }
                    case "RCPT" -> {
                        recipient = line.replaceAll(".*<(.*)>.*", "$1");
                        if (recipient.startsWith(putOff)) {
                            recipient = "";
                        }
                        say(socket, recipient.isEmpty() ? "450 4.2.0 Later" : "250 2.1.5 Ok");
                    }
                    case "DATA" -> {
                        if (recipient.isEmpty()) {
                            say(socket, "503 5.5.1 To whom");
                            continue;
                        }
                        say(socket, "354 Go on");
                        ledger.deliver(recipient, messageId(in));
                        counted(taken, greeting).incrementAndGet();
                        LockSupport.parkNanos(thought.toNanos());
                        say(socket, "250 2.0.0 Ok");
                    }
                    case "QUIT" -> {
                        say(socket, "221 2.0.0 Bye");
                        return;
                    }
                    default -> say(socket, "250 2.0.0 Ok");
                }
            }
        } catch (IOException e) {
            // The client was killed.
        } finally {
            if (!greeting.isEmpty()) {
                counted(open, greeting).decrementAndGet();
            }
        }
    }

    private static AtomicInteger counted(Map<String, AtomicInteger> counts, String greeting) {
        return counts.computeIfAbsent(greeting, _ -> new AtomicInteger());
    }

    /** Reads a message to its end. */
    private static String messageId(BufferedReader in) throws IOException {
        var id = "";
        for (var line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                throw new IOException("It ended in the middle of a message");
            }
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("message-id:")) {
                id = line.substring("message-id:".length()).strip();
            }
        }
        return id;
    }

    private static void say(Socket socket, String reply) throws IOException {
        socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
