package io.sendyard.message;

import io.sendyard.core.Keyed;

/** Where in a message a recipient stands. */
public enum RecipientKind implements Keyed {
    TO,
    CC,
    BCC
}
