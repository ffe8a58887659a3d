package io.sendyard.server.web;

import io.sendyard.server.NewServer;
import io.sendyard.server.ServerCreation;
import io.sendyard.server.Streams;
import io.sendyard.web.Caller;
import jakarta.validation.Valid;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/servers}: creates servers. */
@RestController
class ServerCreationApi {

    private final ServerCreation creation;
    private final Streams streams;

    ServerCreationApi(ServerCreation creation, Streams streams) {
        this.creation = creation;
        this.streams = streams;
    }

    @PostMapping("/v1/servers")
    ResponseEntity<ServerBody> create(@Valid @RequestBody NewServer wanted, Caller caller) {
        var server = creation.create(caller.accountId(), wanted);
        return ResponseEntity.created(URI.create("/v1/servers/" + server.cuid()))
                .body(ServerBody.of(server, streams.liveOf(server.id()), caller));
    }
}
