package io.sendyard.server.web;

import io.sendyard.api.MergePatch;
import io.sendyard.core.Cuid;
import io.sendyard.core.NotFound;
import io.sendyard.server.NewStream;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.server.Stream;
import io.sendyard.server.StreamChanges;
import io.sendyard.server.StreamType;
import io.sendyard.server.Streams;
import io.sendyard.web.Caller;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/streams}. */
@RestController
@RequestMapping("/v1/streams")
class StreamApi {

    private final Servers servers;
    private final Streams streams;
    private final StreamChanges streamChanges;
    private final MergePatch mergePatch;

    StreamApi(
            Servers servers, Streams streams, StreamChanges streamChanges, MergePatch mergePatch) {
        this.servers = servers;
        this.streams = streams;
        this.streamChanges = streamChanges;
        this.mergePatch = mergePatch;
    }

    @PostMapping
    ResponseEntity<Body> create(@RequestBody ObjectNode body, Caller caller) {
        var serverId = mergePatch.apply(body, StreamTarget.blank()).serverId();
        var server = servers.reachable(caller, Cuid.of(serverId));
        var stream = streamChanges.open(server, mergePatch.apply(body, NewStream.blank()));
        return ResponseEntity.created(URI.create("/v1/streams/" + stream.cuid()))
                .body(Body.of(stream, server));
    }

    @GetMapping
    List<Body> index(@RequestParam String serverId, Caller caller) {
        var server = servers.reachable(caller, Cuid.of(serverId));
        return streams.ofServer(server.id()).stream()
                .map(stream -> Body.of(stream, server))
                .toList();
    }

    @GetMapping("/{stream}")
    Body show(Stream stream) {
        return body(stream);
    }

    @PatchMapping("/{stream}")
    Body update(Stream stream, @RequestBody ObjectNode patch) {
        return body(streamChanges.change(stream, now -> mergePatch.apply(patch, now)));
    }

    private Body body(Stream stream) {
        return Body.of(stream, servers.findById(stream.serverId()).orElseThrow(NotFound::new));
    }

    /** The server that a new stream is for. */
    record StreamTarget(@NotNull(message = "Name the server.") String serverId) {

        @SuppressWarnings("NullAway") // It is not valid yet, and validation says so.
        static StreamTarget blank() {
            return new StreamTarget(null);
        }
    }

    /** A stream as the API shows it. */
    record Body(
            Cuid id,
            Cuid serverId,
            String name,
            String slug,
            StreamType type,
            @Nullable String description,
            Instant createdAt,
            @Nullable Instant archivedAt) {

        static Body of(Stream stream, Server server) {
            return new Body(
                    stream.cuid(),
                    server.cuid(),
                    stream.name(),
                    stream.slug(),
                    stream.type(),
                    stream.description(),
                    stream.createdAt(),
                    stream.archivedAt());
        }
    }
}
