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

/** A connection to one mail server: commands out, replies in, each within its deadline. */
final class ClientConnection implements Closeable {

    private static final int BLOCK = 64 * 1024;

    private final MailHost mailHost;
    private final Timeouts timeouts;
    private final Socket raw;
    private ReplyReader in;
    private OutputStream out;
    private Transcript transcript;
    private @Nullable String tls;
    private boolean broken;

    private ClientConnection(
            MailHost mailHost, Timeouts timeouts, Socket raw, Transcript transcript)
            throws IOException {
        this.mailHost = mailHost;
        this.timeouts = timeouts;
        this.raw = raw;
        this.transcript = transcript;
        this.in = new ReplyReader(raw.getInputStream());
        this.out = new BufferedOutputStream(raw.getOutputStream(), BLOCK);
    }

    static ClientConnection open(MailHost mailHost, Timeouts timeouts, Transcript transcript)
            throws SmtpFailure {
        var socket = new Socket();
        transcript.over(socket);
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(mailHost.address(), mailHost.port()),
                    (int) timeouts.connect().toMillis());
            transcript.note("connected to " + mailHost);
            return new ClientConnection(mailHost, timeouts, socket, transcript);
        } catch (IOException e) {
            close(socket);
            var sentence = "No connection to %s: %s".formatted(mailHost, describe(e));
            transcript.note(sentence);
            throw SmtpFailure.broken(SmtpStage.CONNECT, sentence);
        }
    }

    /** Records from now on in {@code next}. */
    void recordTo(Transcript next) {
        transcript = next;
        next.over(raw);
    }

    MailHost mailHost() {
        return mailHost;
    }

    /** The TLS protocol in use; null for none. */
    @Nullable String tls() {
        return tls;
    }

    /** Whether it can't be spoken on any more. */
    boolean broken() {
        return broken;
    }

    /** Sends a command and reads the reply. */
    ServerReply exchange(SmtpStage stage, String command) throws SmtpFailure {
        send(stage, command);
        return read(stage);
    }

    /** Sends a command of which only {@code shown} is recorded. */
    ServerReply exchangeHidden(SmtpStage stage, String command, String shown) throws SmtpFailure {
        transcript.said(shown);
        write(stage, (command + "\r\n").getBytes(StandardCharsets.UTF_8));
        return read(stage);
    }

    /** Sends commands in one go (RFC 2920). */
    void send(SmtpStage stage, String... commands) throws SmtpFailure {
        for (var command : commands) {
            if (command.chars().anyMatch(character -> character < ' ')) {
                throw new IllegalStateException("A command holds a control character");
            }
            transcript.said(command);
        }
        write(stage, (String.join("\r\n", commands) + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Reads one reply within its deadline. */
    ServerReply read(SmtpStage stage) throws SmtpFailure {
        return read(stage, timeouts.of(stage));
    }

    ServerReply read(SmtpStage stage, Duration limit) throws SmtpFailure {
        try (var guard = Deadline.over(raw, limit)) {
            try {
                var reply = in.read(transcript);
                broken |= reply.closes();
                // An accepted message is not sent again because of a stray byte.
                if (reply.odd() && !(stage == SmtpStage.END && reply.positive())) {
                    throw new ReplyReader.NoReply(reply.text());
                }
                return reply;
            } catch (ReplyReader.NoReply e) {
                throw broken(stage, "What came is no SMTP reply: " + e.getMessage());
            } catch (EOFException e) {
                throw broken(stage, "The connection was closed %s.".formatted(when(stage)));
            } catch (IOException e) {
                throw broken(stage, guard.expired() ? noAnswer(stage, limit) : lost(stage, e));
            }
        }
    }

    /** Writes bytes, each block within its deadline. */
    void write(SmtpStage stage, byte[] octets) throws SmtpFailure {
        for (int from = 0; from < octets.length; from += BLOCK) {
            try (var guard = Deadline.over(raw, timeouts.block())) {
                try {
                    out.write(octets, from, Math.min(BLOCK, octets.length - from));
                    out.flush();
                } catch (IOException e) {
                    throw broken(
                            stage,
                            guard.expired() ? noAnswer(stage, timeouts.block()) : lost(stage, e));
                }
            }
        }
    }

    /**
     * Switches to TLS. Clear-text input after the reply to STARTTLS is dropped, because an attacker
     * could have injected it.
     */
    void startTls(boolean verified) throws SmtpFailure {
        if (in.dropRest()) {
            transcript.note("dropped what came in clear behind the answer to STARTTLS");
        }
        try (var _ = Deadline.over(raw, timeouts.hello())) {
            var socket = TlsSockets.socket(raw, mailHost.host(), verified);
            socket.startHandshake();
            in = new ReplyReader(socket.getInputStream());
            out = new BufferedOutputStream(socket.getOutputStream(), BLOCK);
            tls = socket.getSession().getProtocol();
            transcript.note("sealed by " + tls);
        } catch (IOException e) {
            close(raw);
            broken = true;
            var sentence = "TLS with %s failed: %s".formatted(mailHost.host(), describe(e));
            transcript.note(sentence);
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
        transcript.note(sentence);
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
        return "The connection was lost %s: %s".formatted(when(stage), describe(e));
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

    /** Describes an I/O error for people. */
    private static String describe(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return "timed out";
        }
        var text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return ServerReply.clipped(ServerReply.visible(text));
    }
}
