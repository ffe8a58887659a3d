package io.sendyard.fault;

import org.junit.jupiter.api.Tag;

/** The same twenty times, too long for the gate. */
@Tag("campaign")
class DiskFullCampaignTests extends DiskFullTests {

    @Override
    int rounds() {
        return Integer.getInteger("sendyard.test.rounds", 20);
    }
}
