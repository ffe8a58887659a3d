package io.sendyard.server;

import java.util.List;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Clears a deleted server's rows away, a batch a transaction. The event stays in the publication
 * registry until the last row is gone, and is published again at the next start when the process
 * died before.
 */
@Component
public class ServerPurge {

    private static final int BATCH = 1_000;

    private final Servers servers;
    private final List<ServerPart> parts;
    private final TransactionTemplate transactions;

    ServerPurge(Servers servers, List<ServerPart> parts, TransactionTemplate transactions) {
        this.servers = servers;
        this.parts = parts;
        this.transactions = transactions;
    }

    @Async
    @TransactionalEventListener
    void on(ServerDeleted deleted) {
        parts.reversed().forEach(part -> purge(part, deleted.serverId()));
        transactions.executeWithoutResult(
                _ -> servers.findById(deleted.serverId()).ifPresent(servers::delete));
    }

    /** The deleted servers of an account that are not cleared away yet. */
    public List<Progress> ofAccount(long accountId) {
        return servers.deletedOf(accountId).stream().map(ServerPurge::progress).toList();
    }

    private void purge(ServerPart part, long serverId) {
        int purged;
        do {
            purged = batch(part, serverId);
        } while (purged > 0);
    }

    private int batch(ServerPart part, long serverId) {
        Integer purged =
                transactions.execute(_ -> {
                    int things = part.purge(serverId, BATCH);
                    servers.notePurged(serverId, things);
                    return things;
                });
        return purged == null ? 0 : purged;
    }

    private static Progress progress(Server server) {
        return new Progress(
                server.name(), Math.min(server.purged(), server.purgeTotal()), server.purgeTotal());
    }

    /** How far it is with one server, in things it had. */
    public record Progress(String name, long done, long total) {}
}
