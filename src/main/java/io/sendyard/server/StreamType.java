package io.sendyard.server;

import io.sendyard.core.ApiEnum;

/** The kind of mail a stream is for. */
public enum StreamType implements ApiEnum {
    TRANSACTIONAL(
            "Password resets, receipts, and account notifications",
            "One message to one person: receipts, password resets."),
    BROADCAST(
            "Marketing campaigns and newsletters",
            "One message to many: newsletters, announcements."),
    INBOUND("Incoming email processing", "Mail that comes in. One inbound stream a server.");

    private final String description;
    private final String hint;

    StreamType(String description, String hint) {
        this.description = description;
        this.hint = hint;
    }

    /** How the stream of this kind is described that every server begins with. */
    public String description() {
        return description;
    }

    /** Explains the type where people choose one. */
    public String hint() {
        return hint;
    }

    /** Whether mail goes out by it. */
    public boolean outbound() {
        return this != INBOUND;
    }
}
