package io.sendyard.fault;

import org.junit.jupiter.api.Tag;

/** The same with twenty kills, too long for the gate. */
@Tag("campaign")
class RepeatedCallsCampaignTests extends RepeatedCallsTests {

    @Override
    int kills() {
        return Integer.getInteger("sendyard.test.kills", 20);
    }
}
