package io.sendyard.fault;

import io.sendyard.system.Launch;
import io.sendyard.system.Place;
import io.sendyard.system.RunningSendyard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** One process that takes mail in at its own ports and brings it to the inbox, under its name. */
record Node(String name, RunningSendyard running, int submissionPort) implements AutoCloseable {

    private static final int LOWEST_PORT = 20_000;
    private static final int LOWEST_CLIENT_PORT = 32_768;

    static Node start(String name, Place place, Inbox inbox, String... more) {
        return start(name, place, Launch.PLAIN, inbox, more);
    }

    static Node start(String name, Place place, Launch how, Inbox inbox, String... more) {
        int port = freePort();
        var settings =
                new ArrayList<>(
                        List.of(
                                "sendyard.submission.port=" + port,
                                "sendyard.delivery.hostname=" + name,
                                "sendyard.delivery.transport=relay",
                                "sendyard.delivery.relay.host=127.0.0.1",
                                "sendyard.delivery.relay.port=" + inbox.port(),
                                "sendyard.delivery.relay.tls=none"));
        settings.addAll(List.of(more));
        return new Node(
                name, RunningSendyard.start(place, how, settings.toArray(String[]::new)), port);
    }

    MailLoad load(Ledger ledger, String key, String run) {
        return MailLoad.begin(ledger, running, submissionPort, key, run);
    }

    @Override
    public void close() {
        if (running.isAlive()) {
            running.thaw();
            running.end();
        }
    }

    /**
     * A port below those that the system gives to clients. A client that calls again and again
     * while nobody listens could otherwise be given that very port, and be connected to itself.
     */
    static int freePort() {
        return ThreadLocalRandom.current()
                .ints(LOWEST_PORT, LOWEST_CLIENT_PORT)
                .filter(Node::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
