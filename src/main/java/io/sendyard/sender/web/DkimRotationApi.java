package io.sendyard.sender.web;

import io.sendyard.core.NotFound;
import io.sendyard.sender.DkimRotation;
import io.sendyard.sender.SenderIdentities;
import io.sendyard.sender.SenderIdentity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/domains/{identity}/rotate-dkim}: gives a domain a new DKIM key. */
@RestController
class DkimRotationApi {

    private final SenderIdentities identities;
    private final DkimRotation rotation;
    private final SenderJson json;

    DkimRotationApi(SenderIdentities identities, DkimRotation rotation, SenderJson json) {
        this.identities = identities;
        this.rotation = rotation;
        this.json = json;
    }

    @PostMapping("/v1/domains/{identity}/rotate-dkim")
    SenderBody create(SenderIdentity identity) {
        rotation.rotate(identity);
        return json.of(
                identities.find(identity.serverId(), identity.cuid()).orElseThrow(NotFound::new));
    }
}
