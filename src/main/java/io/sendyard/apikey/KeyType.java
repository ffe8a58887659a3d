package io.sendyard.apikey;

import io.sendyard.core.ApiEnum;

/** What a program may do with a key. */
public enum KeyType implements ApiEnum {
    /** Send, and read and manage the one server. */
    FULL_ACCESS("Send and manage this server."),
    /** Send, and read the status of a message. */
    SEND_ONLY("Send, and read the status of a message.");

    private final String hint;

    KeyType(String hint) {
        this.hint = hint;
    }

    /** Explains the type where people choose one. */
    public String hint() {
        return hint;
    }
}
