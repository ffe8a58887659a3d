package io.sendyard.smtp.server;

import io.sendyard.core.PlatformThread;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port that accepts SMTP connections; each client gets a session and a thread of its own. */
public final class SmtpServer {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpServer.class);
    private static final int BACKLOG = 256;
    private static final Duration CHECK_EVERY = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(20);

    /** Clients that are told at the same moment why their connection ends. */
    private static final int FAREWELL_THREADS = 256;

    /** How long a new client has to authenticate before it can be evicted from a full server. */
    private static final Duration NEWCOMER_TIME = Duration.ofSeconds(2);

    private static final Reply FULL =
            new Reply(421, "4.3.2", "Too many connections, try again later");

    private final ServerOptions options;
    private final ServerSocket listener;
    private final Set<ServerSession> sessions = ConcurrentHashMap.newKeySet();
    private final String name;
    private final ThreadPoolExecutor farewells;

    private SmtpServer(ServerOptions options, ServerSocket listener) {
        this.options = options;
        this.listener = listener;
        this.name = "smtp-" + listener.getLocalPort();
        this.farewells =
                new ThreadPoolExecutor(
                        FAREWELL_THREADS,
                        FAREWELL_THREADS,
                        CHECK_EVERY.toSeconds(),
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(options.limits().connections()),
                        PlatformThread.factory(name + "-farewell"));
        farewells.allowCoreThreadTimeOut(true);
    }

    /** Opens it; port 0 takes any that is free. */
    public static SmtpServer open(InetSocketAddress address, ServerOptions options)
            throws IOException {
        var listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(address, BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        var server = new SmtpServer(options, listener);
        PlatformThread.start(server.name + "-accept", server::acceptConnections);
        PlatformThread.start(server.name + "-timeouts", server::closeHung);
        return server;
    }

    public int port() {
        return listener.getLocalPort();
    }

    int sessions() {
        return sessions.size();
    }

    /**
     * Accepts no more connections and waits for the replies of open sessions. A message that is not
     * complete by then gets a 421.
     */
    public void close(Duration grace) {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.warn("A port does not close", e);
        }
        each(session -> session.requestEnd(Reply.CLOSING));
        if (!endWithin(grace)) {
            each(ServerSession::abort);
        }
        if (!endWithin(CHECK_EVERY)) {
            sessions.forEach(ServerSession::disconnect);
        }
    }

    private void acceptConnections() {
        while (!listener.isClosed()) {
            try {
                admit(listener.accept());
            } catch (Throwable e) {
                // An error such as a lack of memory must not end the thread: no mail would come in
                // any more.
                if (!listener.isClosed()) {
                    LOG.warn("A connection could not be taken", e);
                    sleep(STEP);
                }
            }
        }
    }

    private void admit(Socket socket) throws IOException {
        var connection = new ServerConnection(socket);
        if (sessions.size() >= options.limits().connections()
                && !evictsOneFor(Admission.origin(connection.peer()))) {
            connection.setDeadline(CHECK_EVERY);
            sayFarewell(() -> reject(connection), connection::disconnect);
            return;
        }
        socket.setTcpNoDelay(true);
        var session = new ServerSession(connection, options);
        sessions.add(session);
        PlatformThread.start(
                name,
                () -> {
                    try {
                        session.run();
                    } finally {
                        sessions.remove(session);
                    }
                });
        if (listener.isClosed()) {
            session.requestEnd(Reply.CLOSING);
        }
    }

    /** Whether an idle session was evicted to make way for a new client from this network. */
    private boolean evictsOneFor(String origin) {
        var idle = Admission.of(sessions).toEvict(NEWCOMER_TIME, origin);
        idle.ifPresent(session -> {
            sessions.remove(session);
            sayFarewell(() -> session.requestEnd(FULL), session::disconnect);
        });
        return idle.isPresent();
    }

    private void reject(ServerConnection connection) {
        if (options.encrypted()) {
            connection.disconnect();
        } else {
            connection.sendAndDisconnect(FULL);
        }
    }

    private void closeHung() {
        while (!listener.isClosed()) {
            sessions.stream().filter(ServerSession::isHung).forEach(ServerSession::disconnect);
            sleep(CHECK_EVERY);
        }
    }

    private boolean endWithin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (!sessions.isEmpty() && System.nanoTime() - end < 0) {
            sleep(STEP);
        }
        return sessions.isEmpty();
    }

    private void each(Consumer<ServerSession> act) {
        sessions.forEach(session -> sayFarewell(() -> act.accept(session), session::disconnect));
    }

    /** Ends a connection with a reply, which takes a second, or at once if too many end now. */
    private void sayFarewell(Runnable withReply, Runnable atOnce) {
        try {
            farewells.execute(withReply);
        } catch (RejectedExecutionException e) {
            atOnce.run();
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
