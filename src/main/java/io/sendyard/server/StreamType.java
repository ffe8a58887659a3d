package io.sendyard.server;

import io.sendyard.core.ApiEnum;

/** The kind of mail a stream is for. */
public enum StreamType implements ApiEnum {
    TRANSACTIONAL("Password resets, receipts, and account notifications"),
    BROADCAST("Marketing campaigns and newsletters"),
    INBOUND("Incoming email processing");

    private final String description;

    StreamType(String description) {
        this.description = description;
    }

    /** How the stream of this kind is described that every server begins with. */
    public String description() {
        return description;
    }

    /** Whether mail goes out by it. */
    public boolean outbound() {
        return this != INBOUND;
    }
}
