package io.sendyard.sender.web;

import io.sendyard.apikey.Program;
import io.sendyard.core.Cuid;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.web.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The server whose senders a call is about.
 *
 * @param serverId null for a program's own server
 */
record SenderTarget(@Nullable String serverId) {

    /**
     * That server, if the caller reaches it.
     *
     * @throws Refusal where a person names none
     * @throws NotFound where the caller reaches no such server
     */
    Server server(Servers servers, Caller caller) {
        if (serverId == null) {
            if (caller instanceof Program program) {
                return program.server();
            }
            throw Refusal.invalid("serverId", "Name the server.");
        }
        return servers.reachable(caller, Cuid.of(serverId));
    }
}
