package io.sendyard.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One kept-alive connection (RFC 9112), as little as it takes, so that it costs no time itself. */
class Connection implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int HEXADECIMAL = 16;

    private final Socket socket;
    private final BufferedInputStream in;

    Connection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    /** Sends a whole request and reads the whole answer. */
    Answer exchange(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        var headers = new ArrayList<String>();
        for (var header = line(); !header.isEmpty(); header = line()) {
            headers.add(header);
        }
        return new Answer(
                status, headers, new String(body(status, headers), StandardCharsets.UTF_8));
    }

    private byte[] body(int status, List<String> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        for (var header : headers) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                return bytes(Integer.parseInt(lower.substring(15).strip()));
            }
            if (lower.startsWith("transfer-encoding:")) {
                return chunks();
            }
        }
        throw new IOException("The answer does not say how long it is: " + headers);
    }

    private byte[] chunks() throws IOException {
        var whole = new ByteArrayOutputStream();
        for (int size = size(); size > 0; size = size()) {
            whole.write(bytes(size));
            line();
        }
        line();
        return whole.toByteArray();
    }

    private int size() throws IOException {
        return Integer.parseInt(line(), HEXADECIMAL);
    }

    private byte[] bytes(int count) throws IOException {
        var bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The server closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** What came back. */
    record Answer(int status, List<String> headers, String text) {}
}
