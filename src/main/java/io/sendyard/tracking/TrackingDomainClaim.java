package io.sendyard.tracking;

import io.sendyard.core.Refusal;
import io.sendyard.server.Server;
import io.sendyard.server.ServerSettings;
import io.sendyard.server.SettingsRule;
import io.sendyard.web.Installation;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Lets a server have a tracking domain that is not ours and that no other account uses. */
@Component
class TrackingDomainClaim implements SettingsRule {

    private static final String FIELD = "trackingDomain";

    private final TrackingDomains domains;
    private final Installation installation;
    private final Clock clock;

    TrackingDomainClaim(TrackingDomains domains, Installation installation, Clock clock) {
        this.domains = domains;
        this.installation = installation;
        this.clock = clock;
    }

    @Override
    public void check(Server server, ServerSettings wanted) {
        var name = wanted.delivery().trackingDomain();
        if (name == null || name.equals(server.settings().delivery().trackingDomain())) {
            return;
        }
        if (name.equalsIgnoreCase(installation.baseUrl().getHost())) {
            throw Refusal.invalid(
                    FIELD,
                    "This is the host of this installation. Use a name under your own domain.");
        }
        domains.releaseUnused(name);
        var claim =
                domains.findByName(name)
                        .orElseGet(() ->
                                domains.save(
                                        new TrackingDomain(
                                                name, server.accountId(), clock.instant())));
        if (claim.accountId() != server.accountId()) {
            throw Refusal.conflict(FIELD, "This domain is in use already. Choose another.");
        }
    }
}
