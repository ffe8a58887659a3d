package io.sendyard.message;

import org.jspecify.annotations.Nullable;

/**
 * A recipient with one of its events, read together.
 *
 * @param event null if nothing has happened yet
 */
public record RecipientEvent(Recipient recipient, @Nullable MessageEvent event) {}
