package io.sendyard.suppression.web;

import io.sendyard.core.Cuid;
import io.sendyard.core.NotFound;
import io.sendyard.server.Server;
import io.sendyard.suppression.Suppression;
import io.sendyard.suppression.Suppressions;
import io.sendyard.web.Caller;
import io.sendyard.web.PathArgument;
import org.springframework.stereotype.Component;

/** Gives a controller the entry that its path names, of the server named before it. */
@Component
class SuppressionArgument extends PathArgument<Cuid, Suppression> {

    private final Suppressions suppressions;

    SuppressionArgument(Suppressions suppressions) {
        super(Suppression.class, "suppression", Cuid::of);
        this.suppressions = suppressions;
    }

    @Override
    protected Suppression find(Cuid id, Caller caller, Path path) {
        return path.found(Server.class)
                .flatMap(server -> suppressions.find(server.id(), id))
                .orElseThrow(NotFound::new);
    }
}
