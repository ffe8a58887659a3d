package io.sendyard.sender.web;

import io.sendyard.sender.SenderIdentities;
import io.sendyard.sender.SenderIdentity;
import io.sendyard.sender.SenderRemoval;
import io.sendyard.server.Servers;
import io.sendyard.web.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/domains}. */
@RestController
@RequestMapping("/v1/domains")
class SenderApi {

    private final Servers servers;
    private final SenderIdentities identities;
    private final SenderRemoval removal;
    private final SenderJson json;

    SenderApi(
            Servers servers, SenderIdentities identities, SenderRemoval removal, SenderJson json) {
        this.servers = servers;
        this.identities = identities;
        this.removal = removal;
        this.json = json;
    }

    @GetMapping
    List<SenderBody> index(
            @RequestParam(required = false) @Nullable String serverId, Caller caller) {
        var server = new SenderTarget(serverId).server(servers, caller);
        return identities.ofServer(server.id()).stream()
                .map(identity -> json.of(identity, server))
                .toList();
    }

    @GetMapping("/{identity}")
    SenderBody show(SenderIdentity identity) {
        return json.of(identity);
    }

    @DeleteMapping("/{identity}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(SenderIdentity identity) {
        removal.remove(identity);
    }
}
