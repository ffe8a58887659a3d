package io.sendyard.server;

import io.sendyard.core.ApiEnum;

/** What becomes of a server's mail. */
public enum Mode implements ApiEnum {
    /** It goes out to its recipients. */
    LIVE("live"),
    /** It is accepted, processed and shown, and never leaves. */
    SANDBOX("test");

    private final String inSecrets;

    Mode(String inSecrets) {
        this.inSecrets = inSecrets;
    }

    /** The word that tokens and keys made in this mode bear: {@code live} or {@code test}. */
    public String inSecrets() {
        return inSecrets;
    }
}
