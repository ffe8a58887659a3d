package io.sendyard.tracking;

import java.time.Instant;

/**
 * A reader ended what a stream sent. It is published inside the transaction that puts the address
 * on the suppression list, once for each; listen with {@code @EventListener}.
 */
public record Unsubscribed(long serverId, long streamId, Instant at) {}
