package io.sendyard.smtp.server;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One connection, octet for octet. Replies leave when nothing more is there to be read. */
final class ServerConnection {

    private static final int BUFFER = 8 * 1024;
    private static final int PARTING_BUFFERS = 64;
    private static final Duration PARTING = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Socket plain;
    private final byte[] buffer = new byte[BUFFER];
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private int next;
    private int end;
    private volatile long deadline;

    ServerConnection(Socket socket) throws IOException {
        this.plain = socket;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** The time from now on that the other side has for all of what it is asked for next. */
    void allow(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    /** The next octet; -1 at the end. */
    int read() throws IOException {
        return next < end || fill() ? buffer[next++] & 0xFF : -1;
    }

    /** Whether something came that nobody asked for yet. */
    boolean ahead() {
        return next < end;
    }

    /** The next line, which ends with CRLF and nothing else; null at the end. */
    @Nullable CommandLine line() throws IOException {
        var octets = new ByteArrayOutputStream();
        int length = 0;
        boolean returned = false;
        while (true) {
            int octet = read();
            if (octet < 0) {
                return null;
            }
            if (returned != (octet == '\n')) {
                throw new ProtocolViolation(new Reply(521, "5.5.2", "A line ends with CR LF"));
            }
            if (returned) {
                return CommandLine.of(octets.toByteArray(), length + 2);
            }
            returned = octet == '\r';
            if (length > ServerLimits.LINE_WITHOUT_END) {
                throw new ProtocolViolation(new Reply(521, "5.5.2", "That line does not end"));
            }
            if (!returned && ++length <= ServerLimits.COMMAND_WITH_PARAMETERS) {
                octets.write(octet);
            }
        }
    }

    void send(Reply reply) throws IOException {
        out.write(reply.encoded());
    }

    /** Goes on under TLS; what came in clear before counts for nothing. */
    void encrypt(SSLContext tls) throws IOException {
        out.flush();
        next = end;
        var address = plain.getInetAddress().getHostAddress();
        var secure =
                (SSLSocket)
                        tls.getSocketFactory().createSocket(plain, address, plain.getPort(), true);
        secure.setUseClientMode(false);
        secure.setSoTimeout(left());
        secure.startHandshake();
        socket = secure;
        in = secure.getInputStream();
        out = new BufferedOutputStream(secure.getOutputStream());
    }

    boolean encrypted() {
        return socket instanceof SSLSocket;
    }

    InetAddress peer() {
        return plain.getInetAddress();
    }

    /** Ends it so that the last reply arrives, though more may be coming. */
    void hangUp() {
        try (plain) {
            out.flush();
            if (encrypted()) {
                socket.close();
                return;
            }
            plain.shutdownOutput();
            allow(PARTING);
            for (int i = 0; i < PARTING_BUFFERS && fill(); i++) {
                next = end;
            }
        } catch (IOException _) {
            // It is gone already.
        }
    }

    /**
     * Says a last word while another thread still waits for the other side; it is cut soon after.
     */
    void dismiss(Reply reply) {
        try {
            send(reply);
            out.flush();
            socket.shutdownOutput();
            Thread.sleep(PARTING);
        } catch (IOException _) {
            // It is gone already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cut();
    }

    /** Ends it at once, whatever hangs in it. */
    void cut() {
        try {
            plain.close();
        } catch (IOException _) {
            // It is gone already.
        }
    }

    /** Whether the other side is long past its time, for instance because it reads no replies. */
    boolean hangs() {
        return System.nanoTime() - deadline > GRACE.toNanos();
    }

    private boolean fill() throws IOException {
        out.flush();
        socket.setSoTimeout(left());
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private int left() throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) millis;
    }
}
