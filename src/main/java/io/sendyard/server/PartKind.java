package io.sendyard.server;

/**
 * The kinds of rows that servers and streams have, in the order in which people read them. A kind
 * comes after those that its rows refer to or are counted in, because rows are purged from the last
 * kind to the first.
 */
public enum PartKind {
    STREAMS("Streams"),
    SENDER_IDENTITIES("Sender identities"),
    API_KEYS("API keys"),
    /** Before the messages: as long as there is a recipient, its outcome can still be counted. */
    HOURLY_COUNTS("Hours of statistics"),
    MESSAGES("Messages"),
    EVENTS("Events"),
    SUPPRESSIONS("Suppression entries");

    private final String label;

    PartKind(String label) {
        this.label = label;
    }

    /** What people call it, in the plural. */
    public String label() {
        return label;
    }

    /** Whether people are told how many there are; hourly counts only repeat the messages. */
    boolean told() {
        return this != HOURLY_COUNTS;
    }
}
