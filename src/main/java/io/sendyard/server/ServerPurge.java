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
        return servers.deletedOf(accountId).stream().map(this::progress).toList();
    }

    private void purge(ServerPart part, long serverId) {
        int purged;
        do {
            purged = batch(part, serverId);
        } while (purged > 0);
    }

    private int batch(ServerPart part, long serverId) {
        Integer purged = transactions.execute(_ -> part.purge(serverId, BATCH));
        return purged == null ? 0 : purged;
    }

    private Progress progress(Server server) {
        long left = parts.stream().mapToLong(part -> part.count(server.id())).sum();
        return new Progress(
                server.name(), Math.max(0, server.purgeTotal() - left), server.purgeTotal());
    }

    /** How far it is with one server, in things it had. */
    public record Progress(String name, long done, long total) {}
}
