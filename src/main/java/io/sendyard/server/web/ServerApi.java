package io.sendyard.server.web;

import io.sendyard.api.MergePatch;
import io.sendyard.api.NextLink;
import io.sendyard.core.Cuid;
import io.sendyard.server.NewServer;
import io.sendyard.server.Server;
import io.sendyard.server.ServerChange;
import io.sendyard.server.ServerCreation;
import io.sendyard.server.ServerDeletion;
import io.sendyard.server.ServerList;
import io.sendyard.server.ServerSearch;
import io.sendyard.server.ServerSettings;
import io.sendyard.server.Servers;
import io.sendyard.server.Streams;
import io.sendyard.server.TokenRotation;
import io.sendyard.web.Caller;
import io.sendyard.web.Installation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/servers}: servers with their streams. */
@RestController
@RequestMapping("/v1/servers")
class ServerApi {

    private static final int ALL = 1_000_000;
    private static final String SETTINGS = "settings";

    private final Servers servers;
    private final ServerList list;
    private final Streams streams;
    private final ServerCreation creation;
    private final ServerChange changes;
    private final ServerDeletion deletion;
    private final MergePatch mergePatch;
    private final Installation installation;
    private final Clock clock;

    ServerApi(
            Servers servers,
            ServerList list,
            Streams streams,
            ServerCreation creation,
            ServerChange changes,
            ServerDeletion deletion,
            MergePatch mergePatch,
            Installation installation,
            Clock clock) {
        this.servers = servers;
        this.list = list;
        this.streams = streams;
        this.creation = creation;
        this.changes = changes;
        this.deletion = deletion;
        this.mergePatch = mergePatch;
        this.installation = installation;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<List<ServerBody.Row>> index(
            Caller caller,
            @RequestParam(required = false)
                    @Nullable
                    @Min(value = 1, message = "Use 1 to 500.")
                    @Max(value = 500, message = "Use 1 to 500.")
                    Integer limit,
            @RequestParam(required = false) @Nullable Cuid after,
            @RequestParam(required = false) @Nullable String name) {
        var search = new ServerSearch(name, null, ServerSearch.Sort.OLDEST, after, null);
        var page = list.page(caller.accountId(), search, limit == null ? ALL : limit);
        var counts = streams.countsOf(page.rows().stream().map(Server::id).toList());
        var rows =
                page.rows().stream()
                        .map(server ->
                                ServerBody.Row.of(
                                        server, counts.getOrDefault(server.id(), 0L), caller))
                        .toList();
        var answer = ResponseEntity.ok();
        if (limit != null && page.hasAfter()) {
            answer.header(HttpHeaders.LINK, next(limit, page.rows().getLast().cuid(), name));
        }
        return answer.body(rows);
    }

    @PostMapping
    ResponseEntity<ServerBody> create(@Valid @RequestBody NewServer wanted, Caller caller) {
        var server = creation.create(caller.accountId(), wanted);
        return ResponseEntity.created(URI.create("/v1/servers/" + server.cuid()))
                .body(body(server, caller));
    }

    @GetMapping("/{server}")
    ServerBody show(Server server, Caller caller) {
        return body(server, caller);
    }

    @PatchMapping("/{server}")
    ServerBody update(Server server, @RequestBody ObjectNode patch, Caller caller) {
        var grouped = MergePatch.group(patch, SETTINGS);
        return body(
                changes.change(
                        server,
                        now -> {
                            var flat = over(now, patch);
                            return MergePatch.within(SETTINGS, () -> over(flat, grouped));
                        }),
                caller);
    }

    @DeleteMapping("/{server}")
    Deleted delete(Server server) {
        deletion.delete(server);
        return new Deleted("Server deleted successfully", server.cuid());
    }

    @PostMapping("/{server}/token/rotate")
    ServerToken rotate(
            Server server, @Valid @RequestBody(required = false) @Nullable TokenRotation rotation) {
        var grace = rotation == null ? new TokenRotation(null).grace() : rotation.grace();
        server.rotateToken(grace, clock.instant());
        return new ServerToken(servers.save(server).token().reveal());
    }

    private ServerSettings over(ServerSettings now, ObjectNode fields) {
        return new ServerSettings(
                mergePatch.apply(fields, now.general()),
                mergePatch.apply(fields, now.delivery()),
                mergePatch.apply(fields, now.suppression()));
    }

    private ServerBody body(Server server, Caller caller) {
        return ServerBody.of(server, streams.liveOf(server.id()), caller);
    }

    private String next(int limit, Cuid after, @Nullable String name) {
        var query = new LinkedHashMap<String, Object>();
        query.put("limit", limit);
        query.put("after", after);
        if (name != null) {
            query.put("name", name);
        }
        return NextLink.to(installation, "/v1/servers", query);
    }

    /** What is said of a deleted server. */
    record Deleted(String message, Cuid id) {}

    /** A server's new token. */
    record ServerToken(String token) {}
}
