package io.sendyard.apikey;

import io.sendyard.core.Secret;
import io.sendyard.database.CacheInvalidation;
import io.sendyard.database.CachedLookup;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets programs in by their server's token, which has full access, or by an API key. */
@Component
public class KeyAuthentication {

    /** A secret that was revoked on another node opens nothing within a second. */
    private static final Duration KEPT = Duration.ofMillis(500);

    private final Servers servers;
    private final ApiKeys keys;
    private final Clock clock;
    private final CachedLookup<String, Server> byToken;
    private final CachedLookup<String, KeyOfServer> byKey;

    KeyAuthentication(
            Servers servers, ApiKeys keys, CacheInvalidation cacheInvalidation, Clock clock) {
        this.servers = servers;
        this.keys = keys;
        this.clock = clock;
        this.byToken = cacheInvalidation.lookup(KEPT, this::findByToken);
        this.byKey = cacheInvalidation.lookup(KEPT, this::findByKey);
    }

    /**
     * The server and key type of a secret; empty if it is unknown, revoked or expired, or the
     * server deleted. Records the use of a key.
     */
    public Optional<Program> authenticate(Secret secret) {
        return secret.reveal().startsWith(ApiKey.PREFIX) ? byKey(secret) : byToken(secret.hash());
    }

    private Optional<Program> byToken(String hash) {
        return byToken.get(hash)
                .filter(server -> server.takes(hash, clock.instant()))
                .map(server -> new Program(server, KeyType.FULL_ACCESS));
    }

    private @Nullable Server findByToken(String hash) {
        return servers.findByTokenHash(hash, clock.instant()).orElse(null);
    }

    private Optional<Program> byKey(Secret secret) {
        if (!secret.checksOut()) {
            return Optional.empty();
        }
        var now = clock.instant();
        var held = byKey.get(secret.hash()).filter(one -> !one.key.secret().expired(now));
        held.filter(one -> one.key.secret().useIsWorthNoting(now))
                .ifPresent(one -> {
                    keys.noteUse(one.key, now);
                    byKey.forget();
                });
        return held.map(one -> new Program(one.server, one.key.type()));
    }

    private @Nullable KeyOfServer findByKey(String hash) {
        return keys.findByHash(hash)
                .flatMap(key ->
                        servers.findById(key.serverId())
                                .filter(server -> server.deletedAt() == null)
                                .map(server -> new KeyOfServer(key, server)))
                .orElse(null);
    }

    /** A key, and the server it opens. */
    private record KeyOfServer(ApiKey key, Server server) {}
}
