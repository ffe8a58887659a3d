package io.sendyard.smtp.server;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client at a door, from the greeting to the end. It can be asked to leave: at once while it
 * waits for the client, after its answer otherwise, so that nothing is taken in without a yes.
 */
final class ServerSession implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerSession.class);

    private final ServerConnection wire;
    private final String origin;
    private final ServerOptions entrance;
    private final CommandHandler commands;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WORKING);
    private final long began = System.nanoTime();
    private volatile boolean leaving;

    ServerSession(ServerConnection wire, ServerOptions entrance) {
        this.wire = wire;
        this.origin = Admission.origin(wire.peer());
        this.entrance = entrance;
        this.commands = new CommandHandler(wire, entrance, this);
        wire.allow(entrance.limits().stranger());
    }

    @Override
    public void run() {
        try {
            if (entrance.encrypted()) {
                wire.encrypt(entrance.tls());
            }
            talk();
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
                wire.hangUp();
            }
        }
    }

    /**
     * Ends it now where it only waits for a command, else after the answer it works on. Takes a
     * second.
     */
    void leave(Reply reply) {
        leaving = true;
        end(Stage.WAITING, reply);
    }

    /** Ends it also where a message is still coming in, which is then not taken. */
    void abandon() {
        end(Stage.RECEIVING, Reply.CLOSING);
    }

    void cut() {
        wire.cut();
    }

    /** Whether nothing can come of it any more. */
    boolean hangs() {
        return wire.hangs();
    }

    /** Whether its client has not proved who it is, and it is waited for. */
    boolean idles() {
        return stage.get() == Stage.WAITING && !commands.known();
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

    /** The client's next line; null where there is none or it is to leave. */
    @Nullable CommandLine await() throws IOException {
        wire.allow(commands.known() ? entrance.limits().command() : entrance.limits().stranger());
        stage.set(Stage.WAITING);
        if (leaving && stage.compareAndSet(Stage.WAITING, Stage.WORKING)) {
            wire.send(Reply.CLOSING);
            return null;
        }
        var line = wire.line();
        return stage.compareAndSet(Stage.WAITING, Stage.WORKING) ? line : null;
    }

    /**
     * Lets the client wait, who can be told to leave meanwhile like anybody else who only waits.
     *
     * @throws EOFException where that happened
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
     * @throws EOFException where the client was told to leave meanwhile: it must not be taken
     */
    void receive(DataReader content) throws IOException {
        wire.allow(entrance.limits().content());
        stage.set(Stage.RECEIVING);
        content.readFrom(wire);
        wire.allow(entrance.limits().command());
        if (!stage.compareAndSet(Stage.RECEIVING, Stage.WORKING)) {
            throw new EOFException();
        }
    }

    private void talk() throws IOException {
        wire.send(new Reply(220, "", entrance.hostName() + " ESMTP Sendyard"));
        while (true) {
            var line = await();
            if (line == null) {
                return;
            }
            var reply = commands.answer(line);
            if (reply != null) {
                wire.send(reply);
                if (reply.ends()) {
                    return;
                }
            }
        }
    }

    private void end(Stage from, Reply reply) {
        if (stage.compareAndSet(from, Stage.ENDED)) {
            wire.dismiss(reply);
        }
    }

    private void say(Reply reply) {
        try {
            wire.send(reply);
        } catch (IOException e) {
            LOG.debug("A client is gone", e);
        }
    }

    /** Whose turn it is. */
    private enum Stage {
        /** The client's, to send a command; or nobody's for a while. */
        WAITING,
        /** The client's, to send a message. */
        RECEIVING,
        /** Ours. */
        WORKING,
        ENDED
    }
}
