package io.sendyard.sender.web;

import io.sendyard.api.MergePatch;
import io.sendyard.apikey.Program;
import io.sendyard.core.Cuid;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.sender.AddressVerification;
import io.sendyard.sender.DkimRotation;
import io.sendyard.sender.DomainCheck;
import io.sendyard.sender.NewSender;
import io.sendyard.sender.SenderCreation;
import io.sendyard.sender.SenderIdentities;
import io.sendyard.sender.SenderIdentity;
import io.sendyard.sender.SenderPolicy;
import io.sendyard.sender.SenderRemoval;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.web.Caller;
import io.sendyard.web.Installation;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/domains}. */
@RestController
@RequestMapping("/v1/domains")
class SenderApi {

    private final Servers servers;
    private final SenderIdentities identities;
    private final SenderCreation senderCreation;
    private final SenderRemoval removal;
    private final DomainCheck check;
    private final AddressVerification addresses;
    private final DkimRotation rotation;
    private final MergePatch mergePatch;
    private final Installation installation;

    SenderApi(
            Servers servers,
            SenderIdentities identities,
            SenderCreation senderCreation,
            SenderRemoval removal,
            DomainCheck check,
            AddressVerification addresses,
            DkimRotation rotation,
            MergePatch mergePatch,
            Installation installation) {
        this.servers = servers;
        this.identities = identities;
        this.senderCreation = senderCreation;
        this.removal = removal;
        this.check = check;
        this.addresses = addresses;
        this.rotation = rotation;
        this.mergePatch = mergePatch;
        this.installation = installation;
    }

    @PostMapping
    ResponseEntity<SenderBody> create(@RequestBody ObjectNode body, Caller caller) {
        var server = server(mergePatch.apply(body, new SenderTarget(null)).serverId(), caller);
        var identity = senderCreation.add(server, mergePatch.apply(body, NewSender.blank()));
        return ResponseEntity.created(URI.create("/v1/domains/" + identity.cuid()))
                .body(body(now(identity), server));
    }

    @GetMapping
    List<SenderBody> index(
            @RequestParam(required = false) @Nullable String serverId, Caller caller) {
        var server = server(serverId, caller);
        return identities.ofServer(server.id()).stream()
                .map(identity -> body(identity, server))
                .toList();
    }

    @GetMapping("/{identity}")
    SenderBody show(SenderIdentity identity) {
        return body(identity);
    }

    /** Looks the records up now, or mails an address one more link. */
    @PostMapping("/{identity}/verify")
    SenderBody verify(SenderIdentity identity) {
        var domain = identity.domain();
        if (domain == null) {
            addresses.mailAgain(identity);
        } else {
            check.check(domain);
        }
        var now = now(identity);
        if (now.domain() != null && now.domain().taken()) {
            throw Refusal.conflict("identifier", SenderPolicy.TAKEN);
        }
        return body(now);
    }

    @PostMapping("/{identity}/rotate-dkim")
    SenderBody rotate(SenderIdentity identity) {
        rotation.rotate(identity);
        return body(now(identity));
    }

    @DeleteMapping("/{identity}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(SenderIdentity identity) {
        removal.remove(identity);
    }

    /** A program works for its own server and need not name it. */
    private Server server(@Nullable String id, Caller caller) {
        if (id == null) {
            if (caller instanceof Program program) {
                return program.server();
            }
            throw Refusal.invalid("serverId", "Name the server.");
        }
        return servers.reachable(caller, Cuid.of(id));
    }

    private SenderIdentity now(SenderIdentity identity) {
        return identities.find(identity.serverId(), identity.cuid()).orElseThrow(NotFound::new);
    }

    private SenderBody body(SenderIdentity identity) {
        return body(identity, servers.findById(identity.serverId()).orElseThrow(NotFound::new));
    }

    private SenderBody body(SenderIdentity identity, Server server) {
        return SenderBody.of(identity, server, installation.mailHost());
    }

    /** The server that a new sender is for. */
    record SenderTarget(@Nullable String serverId) {}
}
