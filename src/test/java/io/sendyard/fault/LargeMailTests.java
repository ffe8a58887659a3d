package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.system.Launch;
import io.sendyard.system.Place;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large messages that come together: they share the memory there is, and leave the rest of it. */
@Tag("campaign")
class LargeMailTests {

    private static final int PROGRAMS = 24;
    private static final int LINES = 9_000;
    private static final int ENOUGH = 30;

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();

    @Test
    void noneOfThemIsLostForWantOfMemory() throws Exception {
        try (var inbox = new Inbox(ledger);
                var place = Place.prepared(folder)) {
            var key = place.token();
            try (var node = Node.start("one.example", place, Launch.IN_EARNEST, inbox)) {
                try (var _ = MailLoad.begin(ledger, node, key, PROGRAMS, LINES)) {
                    node.running().waitUntil(() -> ledger.acknowledged() > ENOUGH);
                }
                node.running().waitUntil(() -> ledger.lost().isEmpty());
                Chance.report("Large mail", ledger, 0, "refused %d".formatted(ledger.refused()));
                assertThat(node.running().log()).doesNotContain("OutOfMemory");
            }
            assertThat(ledger.wrong()).isEmpty();
            assertThat(ledger.unexpected()).isEmpty();
            assertThat(ledger.doubled()).isZero();
        }
    }
}
