package io.sendyard.message;

/**
 * Mail was committed that is due at once. It is published after the commit, on this node alone, and
 * only spares waiting: the queue itself is the table.
 */
public record MailAccepted() {}
