package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.system.Place;
import io.sendyard.system.ProcessTest;
import io.sendyard.system.RunningSendyard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of accepted mail when the process is killed, or asked to end, in mid-load. */
@ProcessTest
class MailKillsTests {

    private static final Duration END_WITHIN = Duration.ofSeconds(30);

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();
    private final Chance chance = new Chance();
    private int submissionPort;
    private long memory;

    int kills() {
        return 1;
    }

    int ends() {
        return 1;
    }

    /** How many messages are accepted before each. */
    int enough() {
        return 150;
    }

    @BeforeEach
    void choosePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            submissionPort = free.getLocalPort();
        }
    }

    @Test
    void everyAcknowledgedMessageArrivesThoughTheProcessIsKilled() throws Exception {
        try (var inbox = new Inbox(ledger);
                var place = Place.prepared(folder)) {
            var key = place.token();
            int inFlight = 0;
            for (int kill = 0; kill < kills(); kill++) {
                var running = start(place, inbox);
                try (var _ = load(running, key, "k" + kill)) {
                    ledger.awaitLoad(running, enough());
                    chance.pause(Duration.ofMillis(200));
                    inFlight += inbox.open();
                    memory = Math.max(memory, running.memory());
                    running.kill();
                }
            }
            try (var running = start(place, inbox)) {
                running.waitUntil(() -> ledger.lost().isEmpty());
            }
            report("Kills", kills(), "in flight " + inFlight);
            assertThat(ledger.unexpected()).as(ledger.toString()).isEmpty();
            assertThat(ledger.doubled()).as(ledger.toString()).isLessThanOrEqualTo(inFlight);
            assertThat(ledger.renamed()).isEmpty();
        }
    }

    @Test
    void anEndThatIsAskedForLosesAndDoublesNothing() throws Exception {
        try (var inbox = new Inbox(ledger);
                var place = Place.prepared(folder)) {
            var key = place.token();
            var longest = Duration.ZERO;
            for (int end = 0; end < ends(); end++) {
                var running = start(place, inbox);
                try (var _ = load(running, key, "e" + end);
                        var open = OpenMessage.begin(ledger, submissionPort, key, "o" + end)) {
                    ledger.awaitLoad(running, enough());
                    chance.pause(Duration.ofMillis(200));
                    memory = Math.max(memory, running.memory());
                    // One that stays open is waited for: not every time.
                    var took = end(running, end % 10 == 9 ? open::leaveOpen : open::finish);
                    longest = took.compareTo(longest) > 0 ? took : longest;
                }
            }
            try (var running = start(place, inbox)) {
                running.waitUntil(() -> ledger.lost().isEmpty());
            }
            report("Ends", 0, "ends %d, longest %d ms".formatted(ends(), longest.toMillis()));
            assertThat(longest).isLessThan(END_WITHIN);
            assertThat(ledger.wrong()).isEmpty();
            assertThat(ledger.unexpected()).as(ledger.toString()).isEmpty();
            assertThat(ledger.doubled()).as(ledger.toString()).isZero();
        }
    }

    /** Lets it end while messages come in, and tells how long that took. */
    private Duration end(RunningSendyard running, Runnable openMessage)
            throws InterruptedException {
        var begun = Instant.now();
        var ended = CompletableFuture.supplyAsync(running::end);
        chance.pause(Duration.ofSeconds(1));
        openMessage.run();
        assertThat(ended.join()).as(running.log()).isZero();
        return Duration.between(begun, Instant.now());
    }

    private void report(String run, int kills, String more) {
        Chance.report(run, ledger, kills, "%s, memory %d MiB".formatted(more, memory));
    }

    private MailLoad load(RunningSendyard running, String key, String run) {
        return MailLoad.begin(ledger, running, submissionPort, key, run);
    }

    private RunningSendyard start(Place place, Inbox inbox) {
        var settings = new ArrayList<>(List.of("sendyard.submission.port=" + submissionPort));
        settings.addAll(
                List.of(
                        "sendyard.delivery.hostname=one.example",
                        "sendyard.delivery.transport=relay",
                        "sendyard.delivery.relay.host=127.0.0.1",
                        "sendyard.delivery.relay.port=" + inbox.port(),
                        "sendyard.delivery.relay.tls=none"));
        return RunningSendyard.start(place, settings.toArray(String[]::new));
    }
}
