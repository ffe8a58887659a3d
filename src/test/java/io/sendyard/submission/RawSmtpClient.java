package io.sendyard.submission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A client that sends exactly the bytes it is given. */
public final class RawSmtpClient implements AutoCloseable {

    private final Socket socket;
    private boolean gone;

    private RawSmtpClient(Socket socket) {
        this.socket = socket;
    }

    /** Connects, and passes over the greeting. */
    public static RawSmtpClient at(int port) {
        var client = silentAt(port);
        client.reply();
        return client;
    }

    public static RawSmtpClient silentAt(int port) {
        return silentFrom("127.0.0.1", port);
    }

    /** The same, from another of this host's addresses. */
    public static RawSmtpClient silentFrom(String address, int port) {
        try {
            var socket =
                    new Socket(
                            InetAddress.getLoopbackAddress(),
                            port,
                            InetAddress.ofLiteral(address),
                            0);
            socket.setSoTimeout(10_000);
            return new RawSmtpClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reply to a command. */
    public String say(String command) {
        send(command + "\r\n");
        return reply();
    }

    /** Sends each character as a byte. */
    public RawSmtpClient send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawSmtpClient send(byte[] octets) {
        try {
            socket.getOutputStream().write(octets);
        } catch (IOException e) {
            gone = true;
        }
        return this;
    }

    /** Greets and authenticates with {@code key}. */
    public RawSmtpClient signedIn(String key) {
        say("EHLO client.example");
        say("AUTH PLAIN " + plain(key, key));
        return this;
    }

    /** Begins a message, up to the 354. */
    public String begin() {
        say("MAIL FROM:<app@acme.example>");
        say("RCPT TO:<ada@example.com>");
        return say("DATA");
    }

    /** The reply to a whole message. */
    public String mail(String content) {
        begin();
        send(content);
        return say("\r\n.");
    }

    /** The next reply with all its lines; empty where the other side hung up. */
    public String reply() {
        var all = new StringBuilder();
        String line;
        do {
            line = line();
            all.append(all.isEmpty() ? "" : "\n").append(line);
        } while (line.length() > 3 && line.charAt(3) == '-');
        return all.toString();
    }

    /** Whether the other side hung up. */
    public boolean isGone() {
        return gone || reply().isEmpty();
    }

    public static String plain(String user, String password) {
        return base64("\0" + user + "\0" + password);
    }

    public static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() {
        var line = new StringBuilder();
        try {
            for (int octet = socket.getInputStream().read();
                    octet >= 0;
                    octet = socket.getInputStream().read()) {
                if (octet == '\n') {
                    return line.toString().stripTrailing();
                }
                line.append((char) octet);
            }
        } catch (SocketException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }
}
