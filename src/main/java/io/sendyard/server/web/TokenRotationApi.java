package io.sendyard.server.web;

import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.server.TokenRotation;
import jakarta.validation.Valid;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/servers/{server}/token/rotate}: gives a server a new token. */
@RestController
class TokenRotationApi {

    private final Servers servers;
    private final Clock clock;

    TokenRotationApi(Servers servers, Clock clock) {
        this.servers = servers;
        this.clock = clock;
    }

    @PostMapping("/v1/servers/{server}/token/rotate")
    Body create(
            Server server, @Valid @RequestBody(required = false) @Nullable TokenRotation rotation) {
        var grace = rotation == null ? new TokenRotation(null).grace() : rotation.grace();
        server.rotateToken(grace, clock.instant());
        return new Body(servers.save(server).token().reveal());
    }

    /** A server's new token. */
    record Body(String token) {}
}
