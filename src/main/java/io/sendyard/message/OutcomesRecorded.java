package io.sendyard.message;

import java.util.List;

/**
 * Outcomes were recorded. It is published inside the transaction that records them, one event a
 * batch, so that who counts them counts each exactly once; listen with {@code @EventListener}.
 */
public record OutcomesRecorded(List<Outcome> outcomes) {}
