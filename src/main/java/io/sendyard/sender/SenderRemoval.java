package io.sendyard.sender;

import io.sendyard.database.CacheInvalidation;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes identities away from servers. A domain that none of the account's servers sends from any
 * more goes with its keys, and is free for others.
 */
@Component
public class SenderRemoval {

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

    /** Removes up to {@code most} of a server, and returns their number. */
    int removeSome(long serverId, int most) {
        return removeAll(identities.some(serverId, Limit.of(most)));
    }

    private int removeAll(List<SenderIdentity> gone) {
        var theirs =
                gone.stream()
                        .map(SenderIdentity::domain)
                        .filter(Objects::nonNull)
                        .map(SenderDomain::id)
                        .collect(Collectors.toSet());
        // Locked first, so that none of them is added to another server in the meantime.
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
