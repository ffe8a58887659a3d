package io.sendyard.server;

import io.sendyard.core.ApiEnum;

/** What becomes of a server's mail. */
public enum Mode implements ApiEnum {
    /** It goes out to its recipients. */
    LIVE("live", "Mail goes out to its recipients."),
    /** It is accepted, processed and shown, and never leaves. */
    SANDBOX("test", "Mail is accepted, processed and shown here, and never leaves.");

    private final String inSecrets;
    private final String hint;

    Mode(String inSecrets, String hint) {
        this.inSecrets = inSecrets;
        this.hint = hint;
    }

    /** Explains the mode where people choose one. */
    public String hint() {
        return hint;
    }

    /** The part of tokens and keys that names this mode: {@code live} or {@code test}. */
    public String inSecrets() {
        return inSecrets;
    }
}
