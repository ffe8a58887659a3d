package io.sendyard.apikey;

import io.sendyard.core.Secret;
import io.sendyard.server.Servers;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lets programs in by their server's token, which has full access, or by an API key. */
@Component
public class KeyAuthentication {

    private final Servers servers;
    private final ApiKeys keys;
    private final Clock clock;

    KeyAuthentication(Servers servers, ApiKeys keys, Clock clock) {
        this.servers = servers;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Whose secret this is; empty where it is unknown, revoked or expired, or the server deleted.
     * Notes the use of a key.
     */
    public Optional<Program> authenticate(Secret secret) {
        return secret.reveal().startsWith(ApiKey.PREFIX) ? byKey(secret) : byToken(secret);
    }

    private Optional<Program> byToken(Secret token) {
        return servers.findByTokenHash(token.hash(), clock.instant())
                .map(server -> new Program(server, KeyType.FULL_ACCESS));
    }

    private Optional<Program> byKey(Secret secret) {
        if (!secret.checksOut()) {
            return Optional.empty();
        }
        var now = clock.instant();
        return keys.findByHash(secret.hash())
                .filter(key -> !key.secret().expired(now))
                .flatMap(key ->
                        servers.findById(key.serverId())
                                .filter(server -> server.deletedAt() == null)
                                .map(server -> {
                                    if (key.secret().useIsWorthNoting(now)) {
                                        keys.noteUse(key, now);
                                    }
                                    return new Program(server, key.type());
                                }));
    }
}
