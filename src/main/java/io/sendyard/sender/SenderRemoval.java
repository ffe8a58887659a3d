package io.sendyard.sender;

import io.sendyard.database.CacheInvalidation;
import io.sendyard.server.ServerPart;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes identities away from servers. A domain that none of the account's servers sends from any
 * more goes with its keys, and is free for others.
 */
@Component
@Order(20)
public class SenderRemoval implements ServerPart {

    private final SenderIdentities identities;
    private final SenderDomains domains;
    private final CacheInvalidation cacheInvalidation;

    SenderRemoval(
            SenderIdentities identities,
            SenderDomains domains,
            CacheInvalidation cacheInvalidation) {
        this.identities = identities;
        this.domains = domains;
        this.cacheInvalidation = cacheInvalidation;
    }

    /** Takes one away: nothing is sent from it any more. */
    @Transactional
    public void remove(SenderIdentity identity) {
        removeAll(List.of(identity));
    }

    @Override
    public String name() {
        return "Sender identities";
    }

    @Override
    public long count(long serverId) {
        return identities.countOf(serverId);
    }

    @Override
    public int purge(long serverId, int atMost) {
        return removeAll(identities.some(serverId, Limit.of(atMost)));
    }

    private int removeAll(List<SenderIdentity> gone) {
        var theirs =
                gone.stream()
                        .map(SenderIdentity::domain)
                        .filter(Objects::nonNull)
                        .map(SenderDomain::id)
                        .collect(Collectors.toSet());
        // Held first, so that nobody adds one of them to another server meanwhile.
        var held =
                theirs.isEmpty()
                        ? Set.<Long>of()
                        : domains.lockAll(theirs).stream()
                                .map(SenderDomain::id)
                                .collect(Collectors.toSet());
        int removed =
                gone.isEmpty()
                        ? 0
                        : identities.deleteAll(gone.stream().map(SenderIdentity::id).toList());
        var unused = held.stream().filter(id -> !identities.anyFor(id)).toList();
        if (!unused.isEmpty()) {
            domains.deleteKeysOf(unused);
            domains.deleteAll(unused);
        }
        cacheInvalidation.forget();
        return removed;
    }
}
