package io.sendyard.apikey;

import io.sendyard.core.ApiEnum;

/** What a program may do with a key. */
public enum KeyType implements ApiEnum {
    /** Send, and read and manage the one server. */
    FULL_ACCESS,
    /** Send, and read the status of a message. */
    SEND_ONLY
}
