package io.sendyard.message;

import io.sendyard.core.ApiEnum;

/** Where in a message a recipient stands. */
public enum RecipientKind implements ApiEnum {
    TO,
    CC,
    BCC
}
