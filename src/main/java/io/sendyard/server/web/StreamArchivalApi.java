package io.sendyard.server.web;

import io.sendyard.core.NotFound;
import io.sendyard.server.Servers;
import io.sendyard.server.Stream;
import io.sendyard.server.StreamChanges;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/streams/{stream}/archive} and its opposite, {@code unarchive}. */
@RestController
@RequestMapping("/v1/streams/{stream}")
class StreamArchivalApi {

    private final Servers servers;
    private final StreamChanges streamChanges;

    StreamArchivalApi(Servers servers, StreamChanges streamChanges) {
        this.servers = servers;
        this.streamChanges = streamChanges;
    }

    @PostMapping("/archive")
    StreamApi.Body create(Stream stream) {
        return body(streamChanges.archive(stream));
    }

    @PostMapping("/unarchive")
    StreamApi.Body delete(Stream stream) {
        return body(streamChanges.restore(stream));
    }

    private StreamApi.Body body(Stream stream) {
        return StreamApi.Body.of(
                stream, servers.findById(stream.serverId()).orElseThrow(NotFound::new));
    }
}
