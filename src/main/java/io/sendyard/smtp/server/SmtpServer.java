package io.sendyard.smtp.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port at which mail comes in; each client there is a conversation on a virtual thread. */
public final class SmtpServer {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpServer.class);
    private static final int BACKLOG = 256;
    private static final Duration LOOK_AROUND = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(20);

    /** So long somebody new is let to show that they are no stranger, however full it is. */
    private static final Duration WELCOME = Duration.ofSeconds(2);

    private static final Reply FULL =
            new Reply(421, "4.3.2", "Too many connections, try again later");

    private final ServerOptions entrance;
    private final ServerSocket listener;
    private final Set<ServerSession> conversations = ConcurrentHashMap.newKeySet();

    private SmtpServer(ServerOptions entrance, ServerSocket listener) {
        this.entrance = entrance;
        this.listener = listener;
    }

    /** Opens it; port 0 takes any that is free. */
    public static SmtpServer open(InetSocketAddress address, ServerOptions entrance)
            throws IOException {
        var listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(address, BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        var door = new SmtpServer(entrance, listener);
        Thread.ofVirtual().name("smtp-" + listener.getLocalPort()).start(door::letIn);
        Thread.ofVirtual().start(door::lookAround);
        return door;
    }

    public int port() {
        return listener.getLocalPort();
    }

    int conversations() {
        return conversations.size();
    }

    /**
     * Lets nobody in any more, and waits until those inside have their answers; a message that is
     * not complete by then is refused for now with 421.
     */
    public void close(Duration grace) {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.warn("A port does not close", e);
        }
        each(conversation -> conversation.leave(Reply.CLOSING));
        if (!emptiesWithin(grace)) {
            each(ServerSession::abandon);
        }
        if (!emptiesWithin(LOOK_AROUND)) {
            conversations.forEach(ServerSession::cut);
        }
    }

    private void letIn() {
        while (!listener.isClosed()) {
            try {
                welcome(listener.accept());
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.warn("A connection could not be taken", e);
                    sleep(STEP);
                }
            }
        }
    }

    private void welcome(Socket socket) throws IOException {
        var wire = new ServerConnection(socket);
        if (conversations.size() >= entrance.limits().connections()
                && !makesRoom(Admission.origin(wire.peer()))) {
            wire.allow(LOOK_AROUND);
            Thread.ofVirtual().start(() -> turnAway(wire));
            return;
        }
        socket.setTcpNoDelay(true);
        var conversation = new ServerSession(wire, entrance);
        conversations.add(conversation);
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        conversation.run();
                    } finally {
                        conversations.remove(conversation);
                    }
                });
        if (listener.isClosed()) {
            conversation.leave(Reply.CLOSING);
        }
    }

    /** Whether somebody who only stands there gives way to somebody new from there. */
    private boolean makesRoom(String origin) {
        var idle = Admission.of(conversations).leastWanted(WELCOME, origin);
        idle.ifPresent(conversation -> {
            conversations.remove(conversation);
            Thread.ofVirtual().start(() -> conversation.leave(FULL));
        });
        return idle.isPresent();
    }

    private void turnAway(ServerConnection wire) {
        if (entrance.encrypted()) {
            wire.cut();
        } else {
            wire.dismiss(FULL);
        }
    }

    private void lookAround() {
        while (!listener.isClosed()) {
            conversations.stream().filter(ServerSession::hangs).forEach(ServerSession::cut);
            sleep(LOOK_AROUND);
        }
    }

    private boolean emptiesWithin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (!conversations.isEmpty() && System.nanoTime() - end < 0) {
            sleep(STEP);
        }
        return conversations.isEmpty();
    }

    private void each(Consumer<ServerSession> act) {
        conversations.forEach(
                conversation -> Thread.ofVirtual().start(() -> act.accept(conversation)));
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
