package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.system.Place;
import io.sendyard.system.RunningSendyard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of accepted mail when the process is killed, or asked to end, in mid-load. */
class MailKillsTests {

    private static final int KILLS = Integer.getInteger("sendyard.test.kills", 5);
    private static final int ENDS = 3;
    private static final int ENOUGH = 150;

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();
    private int submissionPort;

    @BeforeEach
    void choosePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            submissionPort = free.getLocalPort();
        }
    }

    @Test
    void everyAcknowledgedMessageArrivesThoughTheProcessIsKilled() throws Exception {
        try (var inbox = new Inbox(ledger);
                var place = Place.in(folder)) {
            var key = liveServer(place);
            int inFlight = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                var running = start(place, inbox);
                try (var _ = load(running, key, "k" + kill)) {
                    await(running);
                    inFlight += inbox.open();
                    running.kill();
                }
            }
            try (var running = start(place, inbox)) {
                running.waitUntil(() -> ledger.lost().isEmpty());
            }
            assertThat(ledger.unexpected()).as(ledger.toString()).isEmpty();
            assertThat(ledger.doubled()).as(ledger.toString()).isLessThanOrEqualTo(inFlight);
            assertThat(ledger.renamed()).isEmpty();
        }
    }

    @Test
    void anEndThatIsAskedForLosesAndDoublesNothing() throws Exception {
        try (var inbox = new Inbox(ledger);
                var place = Place.in(folder)) {
            var key = liveServer(place);
            for (int end = 0; end < ENDS; end++) {
                var running = start(place, inbox);
                try (var _ = load(running, key, "e" + end)) {
                    await(running);
                    assertThat(running.end()).as(running.log()).isZero();
                }
            }
            try (var running = start(place, inbox)) {
                running.waitUntil(() -> ledger.lost().isEmpty());
            }
            assertThat(ledger.unexpected()).as(ledger.toString()).isEmpty();
            assertThat(ledger.doubled()).as(ledger.toString()).isZero();
        }
    }

    private void await(RunningSendyard running) {
        int acknowledged = ledger.acknowledged();
        int delivered = ledger.delivered();
        running.waitUntil(() ->
                ledger.acknowledged() > acknowledged + ENOUGH
                        && ledger.delivered() > delivered + ENOUGH / 2);
    }

    private MailLoad load(RunningSendyard running, String key, String run) {
        return MailLoad.begin(ledger, running, submissionPort, key, run);
    }

    private RunningSendyard start(Place place, Inbox inbox) {
        var settings = new ArrayList<>(List.of("sendyard.submission.port=" + submissionPort));
        settings.addAll(
                List.of(
                        "sendyard.delivery.transport=relay",
                        "sendyard.delivery.relay.host=127.0.0.1",
                        "sendyard.delivery.relay.port=" + inbox.port(),
                        "sendyard.delivery.relay.tls=none"));
        return RunningSendyard.start(place, settings.toArray(String[]::new));
    }

    /** A live server that may send, and its token. */
    private static String liveServer(Place place) {
        String token;
        try (var running = RunningSendyard.start(place)) {
            token = LiveServer.create(running, "Live", "acme.example");
        }
        LiveServer.verify(place);
        return token;
    }
}
