package io.sendyard.server;

import io.sendyard.account.Accounts;
import io.sendyard.core.NotFound;
import java.time.Clock;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deletes a server, whatever its size: it is gone with this transaction, and {@link ServerPurge}
 * clears up behind.
 */
@Component
public class ServerDeletion {

    private final Accounts accounts;
    private final Servers servers;
    private final List<ServerPart> parts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ServerDeletion(
            Accounts accounts,
            Servers servers,
            List<ServerPart> parts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.servers = servers;
        this.parts = parts;
        this.events = events;
        this.clock = clock;
    }

    /** What goes with it, counted, in the order in which people read it. */
    public List<PartCount> preview(Server server) {
        return parts.stream()
                .filter(part -> part.kind().told())
                .map(part -> new PartCount(part.kind().label(), part.count(server.id())))
                .toList();
    }

    /**
     * Deletes it.
     *
     * @throws NotFound if it was deleted in the meantime
     */
    @Transactional
    public void delete(Server server) {
        var account = accounts.lock(server.accountId());
        var locked = servers.lock(server.id()).orElseThrow(NotFound::new);
        account.loseServer();
        locked.delete(
                parts.stream().mapToLong(part -> part.count(locked.id())).sum(), clock.instant());
        servers.save(locked);
        events.publishEvent(new ServerDeleted(locked.id()));
    }

    /** How many there are of one kind of thing. */
    public record PartCount(String name, long count) {}
}
