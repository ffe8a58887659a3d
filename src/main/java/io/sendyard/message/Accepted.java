package io.sendyard.message;

import io.sendyard.core.MessageId;

/** A message that is on disk from now on, and how far it is. */
public record Accepted(MessageId id, MessageStatus status) {}
