package io.sendyard.message;

/**
 * The outcome of a claimed recipient's delivery, which counts only while the claim is held.
 *
 * @param lease the claim's
 * @param attempts the number of attempts, with this one
 */
public record ClaimedOutcome(RecipientLease lease, int attempts, Outcome outcome) {}
