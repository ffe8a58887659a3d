package io.sendyard.fault;

import org.junit.jupiter.api.Tag;

/** The same far more often, too long for the gate. */
@Tag("campaign")
class MailKillsCampaignTests extends MailKillsTests {

    @Override
    int kills() {
        return Integer.getInteger("sendyard.test.kills", 20);
    }

    @Override
    int ends() {
        return Integer.getInteger("sendyard.test.ends", 10);
    }

    /** A process that is warm has more in its hands when it dies. */
    @Override
    int enough() {
        return Integer.getInteger("sendyard.test.enough", 700);
    }
}
