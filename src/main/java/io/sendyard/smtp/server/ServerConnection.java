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

/** One client connection. Replies are flushed when there is nothing more to read. */
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

    /** Gives the client this much time for everything it is asked for next. */
    void setDeadline(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    /** The next byte; -1 at the end. */
    int read() throws IOException {
        return next < end || fill() ? buffer[next++] & 0xFF : -1;
    }

    /** Whether the client sent more than was asked for. */
    boolean hasMoreInput() {
        return next < end;
    }

    /** The next line, which ends with CRLF and nothing else; null at the end. */
    @Nullable CommandLine line() throws IOException {
        var octets = new ByteArrayOutputStream();
        int length = 0;
        boolean afterReturn = false;
        while (true) {
            int octet = read();
            if (octet < 0) {
                return null;
            }
            if (afterReturn != (octet == '\n')) {
                throw new ProtocolViolation(new Reply(521, "5.5.2", "A line ends with CR LF"));
            }
            if (afterReturn) {
                return CommandLine.of(octets.toByteArray(), length + 2);
            }
            afterReturn = octet == '\r';
            if (length > ServerLimits.LINE_WITHOUT_END) {
                throw new ProtocolViolation(new Reply(521, "5.5.2", "That line does not end"));
            }
            if (!afterReturn && ++length <= ServerLimits.COMMAND_WITH_PARAMETERS) {
                octets.write(octet);
            }
        }
    }

    void send(Reply reply) throws IOException {
        out.write(reply.encoded());
    }

    /** Switches to TLS and discards anything received in the clear. */
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

    /** Closes the connection so that the last reply arrives even if the client is still sending. */
    void finish() {
        try (plain) {
            out.flush();
            if (encrypted()) {
                socket.close();
                return;
            }
            plain.shutdownOutput();
            setDeadline(PARTING);
            for (int i = 0; i < PARTING_BUFFERS && fill(); i++) {
                next = end;
            }
        } catch (IOException _) {
            // It is gone already.
        }
    }

    /**
     * Sends a last reply while another thread is waiting for the client, then closes the
     * connection.
     */
    void sendAndDisconnect(Reply reply) {
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
        disconnect();
    }

    /** Closes the connection immediately. */
    void disconnect() {
        try {
            plain.close();
        } catch (IOException _) {
            // It is gone already.
        }
    }

    /**
     * Whether the client is long past its deadline, for example because it doesn't read replies.
     */
    boolean isHung() {
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
