package io.sendyard.server.web;

import io.sendyard.api.NextLink;
import io.sendyard.core.Cuid;
import io.sendyard.server.Server;
import io.sendyard.server.ServerDeletion;
import io.sendyard.server.ServerList;
import io.sendyard.server.ServerSearch;
import io.sendyard.server.Streams;
import io.sendyard.web.Caller;
import io.sendyard.web.Installation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/servers}: servers with their streams. */
@RestController
@RequestMapping("/v1/servers")
class ServerApi {

    private static final int ALL = 1_000_000;

    private final ServerList list;
    private final Streams streams;
    private final ServerDeletion deletion;
    private final Installation installation;

    ServerApi(
            ServerList list, Streams streams, ServerDeletion deletion, Installation installation) {
        this.list = list;
        this.streams = streams;
        this.deletion = deletion;
        this.installation = installation;
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

    @GetMapping("/{server}")
    ServerBody show(Server server, Caller caller) {
        return ServerBody.of(server, streams.liveOf(server.id()), caller);
    }

    @DeleteMapping("/{server}")
    Deleted delete(Server server) {
        deletion.delete(server);
        return new Deleted("Server deleted successfully", server.cuid());
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
}
