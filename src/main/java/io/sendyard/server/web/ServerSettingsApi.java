package io.sendyard.server.web;

import io.sendyard.api.MergePatch;
import io.sendyard.server.Server;
import io.sendyard.server.ServerChange;
import io.sendyard.server.ServerSettings;
import io.sendyard.server.Streams;
import io.sendyard.web.Caller;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code PATCH /v1/servers/{server}}: changes a server's settings, whether the body names them
 * directly or in {@code settings}.
 */
@RestController
class ServerSettingsApi {

    private static final String SETTINGS = "settings";

    private final ServerChange changes;
    private final Streams streams;
    private final MergePatch mergePatch;

    ServerSettingsApi(ServerChange changes, Streams streams, MergePatch mergePatch) {
        this.changes = changes;
        this.streams = streams;
        this.mergePatch = mergePatch;
    }

    @PatchMapping("/v1/servers/{server}")
    ServerBody update(Server server, @RequestBody ObjectNode patch, Caller caller) {
        var grouped = MergePatch.group(patch, SETTINGS);
        var changed =
                changes.change(
                        server,
                        now -> {
                            var flat = over(now, patch);
                            return MergePatch.within(SETTINGS, () -> over(flat, grouped));
                        });
        return ServerBody.of(changed, streams.liveOf(changed.id()), caller);
    }

    private ServerSettings over(ServerSettings now, ObjectNode fields) {
        return new ServerSettings(
                mergePatch.apply(fields, now.general()),
                mergePatch.apply(fields, now.delivery()),
                mergePatch.apply(fields, now.suppression()));
    }
}
