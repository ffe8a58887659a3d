package io.sendyard.system;

import org.junit.jupiter.api.Tag;

/** The same more often, and with more that is to be deleted. */
@Tag("campaign")
class KilledCampaignTests extends KilledTests {

    @Override
    int rounds() {
        return Integer.getInteger("sendyard.test.rounds", 5);
    }

    @Override
    int streams() {
        return 40_000;
    }
}
