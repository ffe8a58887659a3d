package io.sendyard.apikey.web;

import io.sendyard.apikey.ApiKey;
import io.sendyard.apikey.ApiKeys;
import io.sendyard.core.Cuid;
import io.sendyard.core.NotFound;
import io.sendyard.server.Server;
import io.sendyard.web.Caller;
import io.sendyard.web.PathArgument;
import org.springframework.stereotype.Component;

/** Gives a controller the key that its path names, of the server named before it. */
@Component
class KeyArgument extends PathArgument<Cuid, ApiKey> {

    private final ApiKeys keys;

    KeyArgument(ApiKeys keys) {
        super(ApiKey.class, "key", Cuid::of);
        this.keys = keys;
    }

    @Override
    protected ApiKey find(Cuid id, Caller caller, Path path) {
        return path.found(Server.class)
                .flatMap(server -> keys.find(server.id(), id))
                .orElseThrow(NotFound::new);
    }
}
