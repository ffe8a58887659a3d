package io.sendyard.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What connects a node to its database, and can be cut. */
final class Cable implements AutoCloseable {

    private final int far;
    private final ServerSocket near;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** One that leads to that port. */
    Cable(int far) throws IOException {
        this.far = far;
        this.near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Where it begins. */
    int port() {
        return near.getLocalPort();
    }

    /** All connections through it break, and no new one comes about. */
    void cut() throws IOException {
        cut = true;
        for (var socket : open) {
            socket.close();
        }
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() throws IOException {
        near.close();
        cut();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                var socket = near.accept();
                threads.execute(() -> connect(socket));
            }
        } catch (SocketException closed) {
            // The test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect(Socket socket) {
        try (socket;
                var other = new Socket(InetAddress.getLoopbackAddress(), far)) {
            socket.setTcpNoDelay(true);
            other.setTcpNoDelay(true);
            open.add(socket);
            open.add(other);
            if (!cut) {
                threads.execute(() -> carry(other, socket));
                carry(socket, other);
            }
        } catch (IOException e) {
            // Nobody is at the far end.
        } finally {
            open.remove(socket);
        }
    }

    private void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // It was cut, or one of them hung up.
        } finally {
            open.remove(from);
        }
    }
}
