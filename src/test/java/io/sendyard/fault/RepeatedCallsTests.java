package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.system.Place;
import io.sendyard.system.ProcessTest;
import io.sendyard.system.RunningSendyard;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends whose answers are lost, and which are sent again, in a process that is killed meanwhile.
 */
@ProcessTest
@Tag("campaign")
class RepeatedCallsTests {

    private static final int KILLS = Integer.getInteger("sendyard.test.kills", 10);
    private static final int ENOUGH = 100;

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();
    private final Chance chance = new Chance();

    @Test
    void makeAsManyMessagesAsThereAreKeys() throws Exception {
        try (var place = Place.prepared(folder)) {
            int port = Node.freePort();
            var running = RunningSendyard.start(place, "server.port=" + port);
            var token = place.token();
            var load = new RepeatedLoad(ledger, port, token);
            try (load) {
                for (int kill = 0; kill < KILLS; kill++) {
                    awaitLoad(running);
                    chance.pause(Duration.ofMillis(500));
                    running.kill();
                    believeNoClaim(place);
                    running = RunningSendyard.start(place, "server.port=" + port);
                }
                awaitLoad(running);
            }
            assertThat(running.end()).isZero();

            // It keeps all mail here, and each message is of one key.
            place.database()
                    .query(
                            "select address, message_id from recipient",
                            row -> {
                                ledger.deliver(row.getString(1), row.getString(2));
                            });
            Chance.report(
                    "Sends repeated",
                    ledger,
                    KILLS,
                    "answers lost %d, given again %d".formatted(load.left(), load.replayed()));
            assertThat(ledger.wrong()).isEmpty();
            assertThat(ledger.lost()).isEmpty();
            assertThat(ledger.doubled()).isZero();
            assertThat(ledger.unexpected()).isEmpty();
            assertThat(ledger.delivered()).isEqualTo(ledger.acknowledged());
            assertThat(load.replayed()).isPositive();
        }
    }

    private void awaitLoad(RunningSendyard running) {
        int acknowledged = ledger.acknowledged();
        running.waitUntil(() -> ledger.acknowledged() > acknowledged + ENOUGH);
    }

    /** As if the minute were over for which a request is believed to run yet. */
    private static void believeNoClaim(Place place) {
        place.database()
                .update(
                        "update idempotency_record set claim_until = created_at where status is"
                                + " null");
    }
}
