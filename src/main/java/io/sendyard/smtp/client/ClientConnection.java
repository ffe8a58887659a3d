package io.sendyard.smtp.client;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The wire to one host: commands out, replies in, each within its time. */
final class ClientConnection implements Closeable {

    private static final int BLOCK = 64 * 1024;

    private final MailHost target;
    private final Timeouts timeouts;
    private final Socket raw;
    private ReplyReader in;
    private OutputStream out;
    private Transcript talk;
    private @Nullable String tls;
    private boolean broken;

    private ClientConnection(MailHost target, Timeouts timeouts, Socket raw, Transcript talk)
            throws IOException {
        this.target = target;
        this.timeouts = timeouts;
        this.raw = raw;
        this.talk = talk;
        this.in = new ReplyReader(raw.getInputStream());
        this.out = new BufferedOutputStream(raw.getOutputStream(), BLOCK);
    }

    static ClientConnection open(MailHost target, Timeouts timeouts, Transcript talk)
            throws SmtpFailure {
        var socket = new Socket();
        talk.over(socket);
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(target.address(), target.port()),
                    (int) timeouts.connect().toMillis());
            talk.note("connected to " + target);
            return new ClientConnection(target, timeouts, socket, talk);
        } catch (IOException e) {
            close(socket);
            var sentence = "No connection to %s: %s".formatted(target, saying(e));
            talk.note(sentence);
            throw SmtpFailure.broken(SmtpStage.CONNECT, sentence);
        }
    }

    /** Writes down what is said from now on in {@code next}. */
    void follow(Transcript next) {
        talk = next;
        next.over(raw);
    }

    MailHost target() {
        return target;
    }

    /** The protocol that seals it; null for none. */
    @Nullable String tls() {
        return tls;
    }

    /** Whether it can't be spoken on any more. */
    boolean broken() {
        return broken;
    }

    /** Says a command and hears the answer. */
    ServerReply ask(SmtpStage stage, String command) throws SmtpFailure {
        say(stage, command);
        return hear(stage);
    }

    /** Says a command of which only {@code shown} is written down. */
    ServerReply askHidden(SmtpStage stage, String command, String shown) throws SmtpFailure {
        talk.said(shown);
        write(stage, (command + "\r\n").getBytes(StandardCharsets.UTF_8));
        return hear(stage);
    }

    /** Says commands in one go (RFC 2920). */
    void say(SmtpStage stage, String... commands) throws SmtpFailure {
        for (var command : commands) {
            if (command.chars().anyMatch(letter -> letter < ' ')) {
                throw new IllegalStateException("A command holds a control character");
            }
            talk.said(command);
        }
        write(stage, (String.join("\r\n", commands) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Hears one reply within its time. */
    ServerReply hear(SmtpStage stage) throws SmtpFailure {
        return hear(stage, timeouts.of(stage));
    }

    ServerReply hear(SmtpStage stage, Duration limit) throws SmtpFailure {
        try (var guard = Deadline.over(raw, limit)) {
            try {
                var reply = in.read(talk);
                broken |= reply.closes();
                // What was taken was taken: a letter is not sent again for a stray octet.
                if (reply.odd() && !(stage == SmtpStage.END && reply.positive())) {
                    throw new ReplyReader.NoReply(reply.text());
                }
                return reply;
            } catch (ReplyReader.NoReply e) {
                throw broken(stage, "What came is no SMTP reply: " + e.getMessage());
            } catch (EOFException e) {
                throw broken(stage, "The connection was closed %s.".formatted(when(stage)));
            } catch (IOException e) {
                throw broken(stage, guard.bit() ? noAnswer(stage, limit) : lost(stage, e));
            }
        }
    }

    /** Writes octets, each block of them within its time. */
    void write(SmtpStage stage, byte[] octets) throws SmtpFailure {
        for (int from = 0; from < octets.length; from += BLOCK) {
            try (var guard = Deadline.over(raw, timeouts.block())) {
                try {
                    out.write(octets, from, Math.min(BLOCK, octets.length - from));
                    out.flush();
                } catch (IOException e) {
                    throw broken(
                            stage,
                            guard.bit() ? noAnswer(stage, timeouts.block()) : lost(stage, e));
                }
            }
        }
    }

    /**
     * Seals it from now on. What the other side sent in clear behind its answer is dropped, since
     * anybody may have put it there.
     */
    void seal(boolean proven) throws SmtpFailure {
        if (in.dropRest()) {
            talk.note("dropped what came in clear behind the answer to STARTTLS");
        }
        try (var _ = Deadline.over(raw, timeouts.hello())) {
            var socket = TlsSockets.socket(raw, target.host(), proven);
            socket.startHandshake();
            in = new ReplyReader(socket.getInputStream());
            out = new BufferedOutputStream(socket.getOutputStream(), BLOCK);
            tls = socket.getSession().getProtocol();
            talk.note("sealed by " + tls);
        } catch (IOException e) {
            close(raw);
            broken = true;
            var sentence = "TLS with %s failed: %s".formatted(target.host(), saying(e));
            talk.note(sentence);
            throw SmtpFailure.own(SmtpStage.TLS, "4.7.5", sentence);
        }
    }

    @Override
    public void close() {
        broken = true;
        close(raw);
    }

    private SmtpFailure broken(SmtpStage stage, String sentence) {
        close();
        talk.note(sentence);
        return SmtpFailure.broken(stage, sentence);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed, then.
        }
    }

    private static String noAnswer(SmtpStage stage, Duration limit) {
        return "No answer within %d s %s.".formatted(limit.toSeconds(), when(stage));
    }

    private static String lost(SmtpStage stage, IOException e) {
        return "The connection was lost %s: %s".formatted(when(stage), saying(e));
    }

    private static String when(SmtpStage stage) {
        return switch (stage) {
            case CONNECT, GREETING -> "before the greeting";
            case HELLO -> "after EHLO";
            case TLS -> "after STARTTLS";
            case LOGIN -> "after AUTH";
            case MAIL -> "after MAIL";
            case RECIPIENT -> "after RCPT";
            case DATA -> "after DATA";
            case CONTENT -> "within the message";
            case END -> "after the message; the host may have taken it";
        };
    }

    /** What the system says of it, as people read it. */
    private static String saying(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return "timed out";
        }
        var text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return ServerReply.clipped(ServerReply.visible(text));
    }
}
