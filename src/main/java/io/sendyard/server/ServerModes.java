package io.sendyard.server;

import io.sendyard.database.CacheInvalidation;
import io.sendyard.database.CachedLookup;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The modes of many servers at once, for the acceptance and the delivery of their messages. */
@Component
public class ServerModes {

    private static final Duration KEPT = Duration.ofMillis(500);
    private static final String DELETED = "deleted";

    private final JdbcClient jdbc;
    private final CachedLookup<String, Set<Long>> deleted;

    ServerModes(JdbcClient jdbc, Servers servers, CacheInvalidation changes) {
        this.jdbc = jdbc;
        this.deleted = changes.lookup(KEPT, _ -> new HashSet<>(servers.deleted()));
    }

    /** The mode of each of these servers that is not deleted. */
    public Map<Long, Mode> of(Collection<Long> servers) {
        return servers.isEmpty() ? Map.of() : read(servers, "");
    }

    /**
     * Locks servers against deletion until the transaction ends, in the order of their ids.
     *
     * @param lock the clause that locks them in this database
     * @return the mode of each of them that was locked; a deleted one is not
     */
    public Map<Long, Mode> lock(Collection<Long> servers, String lock) {
        return read(servers, " order by id " + lock);
    }

    /**
     * Whether a server is deleted and not yet purged. The answer is up to 500 ms old if another
     * node deleted it, and current if this one did.
     */
    public boolean isDeleted(long serverId) {
        return deleted.get(DELETED).orElseGet(Set::of).contains(serverId);
    }

    private Map<Long, Mode> read(Collection<Long> servers, String end) {
        var modes = new HashMap<Long, Mode>();
        jdbc.sql("select id, mode from server where id in (:ids) and deleted_at is null" + end)
                .param("ids", servers)
                .query(row -> {
                    modes.put(row.getLong(1), Mode.valueOf(row.getString(2)));
                });
        return modes;
    }
}
