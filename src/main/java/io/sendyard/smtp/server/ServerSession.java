package io.sendyard.smtp.server;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client, from greeting to goodbye. A session can be asked to end: at once while it waits for
 * the client, otherwise after its reply, so that no message is accepted without an acknowledgement.
 */
final class ServerSession implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);

    private final ServerConnection connection;
    private final String origin;
    private final ServerOptions options;
    private final CommandHandler commands;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WORKING);
    private final long began = System.nanoTime();
    private volatile boolean ending;

    ServerSession(ServerConnection connection, ServerOptions options) {
        this.connection = connection;
        this.origin = Admission.origin(connection.peer());
        this.options = options;
        this.commands = new CommandHandler(connection, options, this);
        connection.setDeadline(options.limits().unauthenticatedTimeout());
    }

    @Override
    public void run() {
        try {
            if (options.encrypted()) {
                connection.encrypt(Objects.requireNonNull(options.tls()));
            }
            converse();
        } catch (ProtocolViolation e) {
            say(e.reply());
        } catch (SocketTimeoutException e) {
            say(new Reply(421, "4.4.2", "That took too long"));
        } catch (IOException e) {
            LOG.debug("A client is gone", e);
        } catch (RuntimeException e) {
            LOG.error("A conversation broke off", e);
            say(new Reply(421, "4.3.0", "Something is wrong here, try again later"));
        } finally {
            if (stage.getAndSet(Stage.ENDED) != Stage.ENDED) {
                connection.finish();
            }
        }
    }

    /**
     * Ends the session now if it is waiting for a command, otherwise after the reply in progress.
     * Takes a second.
     */
    void requestEnd(Reply reply) {
        ending = true;
        end(Stage.WAITING, reply);
    }

    /** Ends the session even while a message is coming in; that message is not accepted. */
    void abort() {
        end(Stage.RECEIVING, Reply.CLOSING);
    }

    void disconnect() {
        connection.disconnect();
    }

    /** Whether the client is long past its deadline. */
    boolean isHung() {
        return connection.isHung();
    }

    /** Whether the session is waiting for a client that has not authenticated. */
    boolean isIdle() {
        return stage.get() == Stage.WAITING && !commands.isAuthenticated();
    }

    boolean isOlderThan(Duration time) {
        return System.nanoTime() - began > time.toNanos();
    }

    /** The network that its client is in. */
    String origin() {
        return origin;
    }

    long began() {
        return began;
    }

    /** The client's next line; null at the end of input or if the session is to end. */
    @Nullable CommandLine await() throws IOException {
        connection.setDeadline(
                commands.isAuthenticated()
                        ? options.limits().commandTimeout()
                        : options.limits().unauthenticatedTimeout());
        stage.set(Stage.WAITING);
        if (ending && stage.compareAndSet(Stage.WAITING, Stage.WORKING)) {
            connection.send(Reply.CLOSING);
            return null;
        }
        var line = connection.line();
        return stage.compareAndSet(Stage.WAITING, Stage.WORKING) ? line : null;
    }

    /**
     * Delays the client. The session can be ended during the delay, as it can while waiting.
     *
     * @throws EOFException if it was
     */
    void pause(Duration time) throws EOFException {
        stage.set(Stage.WAITING);
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EOFException();
        }
        if (!stage.compareAndSet(Stage.WAITING, Stage.WORKING)) {
            throw new EOFException();
        }
    }

    /**
     * Reads a message.
     *
     * @throws EOFException if the session was ended in the meantime: the message must not be
     *     accepted
     */
    void receive(DataReader content) throws IOException {
        connection.setDeadline(options.limits().messageTimeout());
        stage.set(Stage.RECEIVING);
        content.readFrom(connection);
        connection.setDeadline(options.limits().commandTimeout());
        if (!stage.compareAndSet(Stage.RECEIVING, Stage.WORKING)) {
            throw new EOFException();
        }
    }

    private void converse() throws IOException {
        connection.send(new Reply(220, "", options.hostName() + " ESMTP Sendyard"));
        while (true) {
            var line = await();
            if (line == null) {
                return;
            }
            var reply = commands.answer(line);
            if (reply != null) {
                connection.send(reply);
                if (reply.ends()) {
                    return;
                }
            }
        }
    }

    private void end(Stage from, Reply reply) {
        if (stage.compareAndSet(from, Stage.ENDED)) {
            connection.sendAndDisconnect(reply);
        }
    }

    private void say(Reply reply) {
        try {
            connection.send(reply);
        } catch (IOException e) {
            LOG.debug("A client is gone", e);
        }
    }

    /** What the session is doing. */
    private enum Stage {
        /** Waiting for a command, or delaying the client. */
        WAITING,
        /** Receiving a message. */
        RECEIVING,
        /** Working on a reply. */
        WORKING,
        ENDED
    }
}
