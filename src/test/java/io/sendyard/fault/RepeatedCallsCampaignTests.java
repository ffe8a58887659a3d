package io.sendyard.fault;

import org.junit.jupiter.api.Tag;

/** The same with as many kills as {@code sendyard.test.kills} says, too long for the gate. */
@Tag("campaign")
class RepeatedCallsCampaignTests extends RepeatedCallsTests {}
