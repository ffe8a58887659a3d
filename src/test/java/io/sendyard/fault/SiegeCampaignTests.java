package io.sendyard.fault;

import org.junit.jupiter.api.Tag;

/**
 * The same with as many clients as {@code sendyard.test.clients} says and for as many seconds as
 * {@code sendyard.test.siege}, too long for the gate.
 */
@Tag("campaign")
class SiegeCampaignTests extends SiegeTests {}
