package io.sendyard.sender.web;

import io.sendyard.api.MergePatch;
import io.sendyard.sender.NewSender;
import io.sendyard.sender.SenderCreation;
import io.sendyard.server.Servers;
import io.sendyard.web.Caller;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/domains}: adds senders to servers. */
@RestController
class SenderCreationApi {

    private final Servers servers;
    private final SenderCreation senderCreation;
    private final MergePatch mergePatch;
    private final SenderJson json;

    SenderCreationApi(
            Servers servers,
            SenderCreation senderCreation,
            MergePatch mergePatch,
            SenderJson json) {
        this.servers = servers;
        this.senderCreation = senderCreation;
        this.mergePatch = mergePatch;
        this.json = json;
    }

    @PostMapping("/v1/domains")
    ResponseEntity<SenderBody> create(@RequestBody ObjectNode body, Caller caller) {
        var server = mergePatch.apply(body, new SenderTarget(null)).server(servers, caller);
        var identity = senderCreation.add(server, mergePatch.apply(body, NewSender.blank()));
        return ResponseEntity.created(URI.create("/v1/domains/" + identity.cuid()))
                .body(json.of(identity, server));
    }
}
