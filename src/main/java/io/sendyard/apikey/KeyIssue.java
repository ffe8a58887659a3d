package io.sendyard.apikey;

import io.sendyard.core.NotFound;
import io.sendyard.core.Secret;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Issues API keys. */
@Component
public class KeyIssue {

    private final Servers servers;
    private final ApiKeys keys;
    private final Clock clock;

    KeyIssue(Servers servers, ApiKeys keys, Clock clock) {
        this.servers = servers;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Issues one.
     *
     * @throws NotFound where the server was deleted meanwhile
     */
    @Transactional
    public IssuedKey issue(Server server, NewKey wanted) {
        var live = servers.lock(server.id()).orElseThrow(NotFound::new);
        var secret = Secret.checked(ApiKey.PREFIX + live.mode().inSecrets() + "_");
        return new IssuedKey(keys.save(new ApiKey(live, wanted, secret, clock.instant())), secret);
    }

    /** A new key with its secret, which can't be shown again. */
    public record IssuedKey(ApiKey key, Secret secret) {}
}
