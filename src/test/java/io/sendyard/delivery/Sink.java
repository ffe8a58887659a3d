package io.sendyard.delivery;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A receiving host that does as it is told, be it as odd as it may. */
final class Sink implements AutoCloseable {

    private final ServerSocket door;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<Socket> guests = new CopyOnWriteArrayList<>();
    private volatile String extensions = "";
    private volatile @Nullable SSLContext tls;
    private volatile boolean sealedFromTheStart;
    private volatile @Nullable Screening screening;

    private Sink(ServerSocket door) {
        this.door = door;
    }

    static Sink open() {
        return open("127.0.0.1", 0);
    }

    /** On an address and port of the machine itself. */
    static Sink open(String address, int port) {
        try {
            var door = new ServerSocket();
            door.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
            var sink = new Sink(door);
            Thread.ofVirtual().start(sink::listen);
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    /** What it answers to a verb, one after the other, and the last one again and again. */
    Sink on(String verb, Answer... some) {
        answers.put(verb, new ArrayDeque<>(List.of(some)));
        return this;
    }

    Sink on(String verb, String reply) {
        return on(verb, Answer.of(reply));
    }

    /** What it offers behind EHLO. */
    Sink offering(String... some) {
        extensions = "\r\n" + String.join("\r\n", some);
        return this;
    }

    /** Leaves the decision about each recipient to {@code judge}. */
    Sink screenedBy(Screening some) {
        screening = some;
        return this;
    }

    Sink sealedBy(SSLContext context) {
        tls = context;
        return this;
    }

    Sink sealedFromTheStartBy(SSLContext context) {
        tls = context;
        sealedFromTheStart = true;
        return this;
    }

    /** Everything received, except the messages. */
    List<String> commands() {
        return commands;
    }

    /** What was handed over, without the dots of SMTP. */
    List<String> messages() {
        return messages;
    }

    int connections() {
        return guests.size();
    }

    @Override
    public void close() {
        try {
            door.close();
            for (var guest : guests) {
                guest.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        while (!door.isClosed()) {
            try {
                var guest = door.accept();
                guests.add(guest);
                Thread.ofVirtual().start(() -> serve(guest));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket guest) {
        try {
            if (sealedFromTheStart) {
                new Visit(startTls(guest)).run();
            } else {
                new Visit(guest).run();
            }
        } catch (IOException e) {
            close(guest);
        }
    }

    private Socket startTls(Socket socket) throws IOException {
        var context = tls;
        if (context == null) {
            throw new IOException("no TLS");
        }
        var sealed =
                (SSLSocket) context.getSocketFactory().createSocket(socket, null, port(), true);
        sealed.setUseClientMode(false);
        sealed.startHandshake();
        return sealed;
    }

    private Answer answer(String verb, String usual) {
        var some = answers.get(verb);
        if (some == null) {
            return Answer.of(usual);
        }
        synchronized (some) {
            return some.size() > 1 ? some.remove() : some.element();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection. */
    private final class Visit {

        private Socket socket;
        private InputStream in;
        private OutputStream out;
        private String mail = "";

        Visit(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        void run() throws IOException {
            Sink.this.answer("CONNECT", "220 sink ESMTP").give(out, socket);
            for (var line = line(in); line != null; line = line(in)) {
                commands.add(line);
                var verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                mail = verb.equals("MAIL") ? line : mail;
                var answer = answer(verb, line);
                answer.give(out, socket);
                if (verb.equals("DATA") && answer.isGoAhead()) {
                    mail();
                } else if (verb.equals("STARTTLS")) {
                    socket = startTls(socket);
                    in = new BufferedInputStream(socket.getInputStream());
                    out = socket.getOutputStream();
                } else if (verb.equals("QUIT")) {
                    socket.close();
                }
            }
        }

        private Answer answer(String verb, String line) {
            var screen = screening;
            return screen != null && verb.equals("RCPT")
                    ? screen.answer(mail, line)
                    : Sink.this.answer(verb, usual(verb, line));
        }

        private void mail() throws IOException {
            var text = new StringBuilder();
            for (var line = line(in); line != null && !line.equals("."); line = line(in)) {
                text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
            if (text.isEmpty()) {
                Answer.of("554 5.5.1 no valid recipients").give(out, socket);
                return;
            }
            messages.add(text.toString());
            Sink.this.answer("END", "250 2.0.0 taken").give(out, socket);
        }

        private String usual(String verb, String line) {
            return switch (verb) {
                case "EHLO" -> ehlo();
                case "DATA" -> "354 go ahead";
                case "QUIT" -> "221 bye";
                case "STARTTLS" -> "220 go ahead";
                case "AUTH" -> line.equals("AUTH LOGIN") ? "334 VXNlcm5hbWU6" : "235 welcome";
                case "HELO", "MAIL", "RCPT", "RSET" -> "250 fine";
                default -> "334 UGFzc3dvcmQ6";
            };
        }

        private String ehlo() {
            var lines = ("sink" + extensions).split("\r\n", -1);
            var text = new StringBuilder();
            for (int i = 0; i < lines.length; i++) {
                text.append(i < lines.length - 1 ? "250-" : "250 ").append(lines[i]);
                text.append(i < lines.length - 1 ? "\r\n" : "");
            }
            return text.toString();
        }
    }

    private static @Nullable String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n') {
                return line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", "");
            }
            line.write(octet);
        }
        return null;
    }

    /** What is to be said to a recipient, by the commands that named sender and recipient. */
    interface Screening {

        Answer answer(String mail, String recipient);
    }
}
