package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.system.Launch;
import io.sendyard.system.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether SIGTERM ends a process in which something hangs for ever. */
@Tag("campaign")
class HangingStopTests {

    private static final Duration PROMISED = Duration.ofSeconds(30);

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();

    @ParameterizedTest
    @CsvSource({
        "io.sendyard.delivery.Dispatcher, stop()",
        "io.sendyard.submission.SmtpServers, stop()",
        "com.zaxxer.hikari.HikariDataSource, close()"
    })
    void endsWithinThirtySeconds(String type, String method) throws Exception {
        var hang =
                """
                RULE hang
                CLASS %s
                METHOD %s
                AT ENTRY
                IF true
                DO Thread.sleep(3600000L)
                ENDRULE
                """
                        .formatted(type, method);
        try (var inbox = new Inbox(ledger);
                var place = Place.prepared(folder.resolve("data"))) {
            var how = Launch.PLAIN.with(Byteman.option(folder, hang));
            try (var node = Node.start("one.example", place, how, inbox)) {
                var begun = Instant.now();
                int code = node.running().end();

                assertThat(Duration.between(begun, Instant.now()))
                        .isBetween(Duration.ofSeconds(20), PROMISED);
                assertThat(code).isEqualTo(1);
                assertThat(node.running().log()).contains("The shutdown took longer");
            }
        }
    }
}
