package io.sendyard.fault;

import org.junit.jupiter.api.Tag;

/** The same as often as {@code sendyard.test.rounds} says, too long for the gate. */
@Tag("campaign")
class DiskFullCampaignTests extends DiskFullTests {}
