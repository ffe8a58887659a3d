package io.sendyard.apikey;

import io.sendyard.core.Cuid;
import io.sendyard.server.Server;
import io.sendyard.web.Caller;

/** A customer's program that proved itself by its server's token or by a key. */
public record Program(Server server, KeyType type) implements Caller {

    @Override
    public long accountId() {
        return server.accountId();
    }

    @Override
    public boolean reaches(Cuid other) {
        return server.cuid().equals(other);
    }

    @Override
    public String scope() {
        return "server:" + server.id();
    }
}
