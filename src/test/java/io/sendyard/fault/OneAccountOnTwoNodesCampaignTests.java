package io.sendyard.fault;

import org.junit.jupiter.api.Tag;

/** The same with two hundred rounds of creations, too long for the gate. */
@Tag("campaign")
class OneAccountOnTwoNodesCampaignTests extends OneAccountOnTwoNodesTests {

    @Override
    int rounds() {
        return Integer.getInteger("sendyard.test.rounds", 200);
    }
}
