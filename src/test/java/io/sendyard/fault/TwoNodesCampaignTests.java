package io.sendyard.fault;

import org.junit.jupiter.api.Tag;

/** The same five times each, too long for the gate. */
@Tag("campaign")
class TwoNodesCampaignTests extends TwoNodesTests {

    @Override
    int rounds() {
        return Integer.getInteger("sendyard.test.rounds", 5);
    }
}
