package io.sendyard.fault;

import org.junit.jupiter.api.Tag;

/** The same with five kills, too long for the gate. */
@Tag("campaign")
class DeletionCampaignTests extends DeletionTests {

    @Override
    int kills() {
        return Integer.getInteger("sendyard.test.kills", 5);
    }
}
