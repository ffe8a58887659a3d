package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.TestInstallation;
import io.sendyard.system.Place;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same for more messages, and whether it would be noticed if nothing was synced. */
@Tag("campaign")
class SyncBeforeYesCampaignTests extends SyncBeforeYesTests {

    private static final String NO_SYNC =
            """
            RULE nothing is synced
            CLASS io.sendyard.database.CommitDurabilitySetup$H2Durability
            METHOD sync
            AT ENTRY
            IF true
            DO RETURN
            ENDRULE
            """;

    @Override
    int messages() {
        return Integer.getInteger("sendyard.test.messages", 500);
    }

    @Test
    void itIsNoticedWhenNothingIsSynced() throws Exception {
        // This PostgreSQL is told not to sync, as those of all other tests.
        try (var place = Place.in(folder.resolve("data"))) {
            var calls =
                    trace(
                            place,
                            TestInstallation.isPostgresql()
                                    ? null
                                    : Byteman.option(folder, NO_SYNC));

            assertThat(unsynced("a", calls::syncedAfterLastWrite)).hasSize(messages() / 2);
        }
    }
}
