package io.sendyard.server;

import io.sendyard.core.Refusal;

/** What another module has to say before a server takes other settings. */
public interface SettingsRule {

    /**
     * Looks at the settings a server is to have, in the transaction that changes them.
     *
     * @throws Refusal where they break the rule
     */
    void check(Server server, ServerSettings wanted);
}
