package io.sendyard.fault;

import org.junit.jupiter.api.Tag;

/**
 * The same twenty times, and away the first time for as long as {@code sendyard.test.away} says.
 */
@Tag("campaign")
class DatabaseAwayCampaignTests extends DatabaseAwayTests {

    @Override
    int rounds() {
        return Integer.getInteger("sendyard.test.rounds", 20);
    }
}
