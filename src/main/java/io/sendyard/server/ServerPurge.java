package io.sendyard.server;

import io.sendyard.database.WorkLocks;
import java.util.List;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Clears a deleted server's rows away, a batch a transaction. The event stays in the publication
 * registry until the last row is gone, and is published again at the next start when the process
 * died before; where other nodes are left, one of them goes on at once.
 */
@Component
public class ServerPurge {

    private static final int BATCH = 1_000;

    private final Servers servers;
    private final List<ServerPart> parts;
    private final WorkLocks workLocks;
    private final TransactionTemplate transactions;

    ServerPurge(
            Servers servers,
            List<ServerPart> parts,
            WorkLocks workLocks,
            TransactionTemplate transactions) {
        this.servers = servers;
        this.parts = parts;
        this.workLocks = workLocks;
        this.transactions = transactions;
    }

    @Async
    @TransactionalEventListener
    void on(ServerDeleted deleted) {
        purge(deleted.serverId());
    }

    /** Goes on with what a node left that died. */
    @Scheduled(
            fixedRateString = "${sendyard.background.look-every:PT5S}",
            initialDelayString = "${sendyard.background.look-every:PT5S}")
    void goOn() {
        servers.deleted().forEach(this::purge);
    }

    /** The deleted servers of an account that are not cleared away yet. */
    public List<Progress> ofAccount(long accountId) {
        return servers.deletedOf(accountId).stream().map(ServerPurge::progress).toList();
    }

    private void purge(long serverId) {
        if (!workLocks.acquire(work(serverId))) {
            return;
        }
        parts.reversed().forEach(part -> purge(part, serverId));
        transactions.executeWithoutResult(_ -> {
            servers.findById(serverId).ifPresent(servers::delete);
            workLocks.release(work(serverId));
        });
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
                    workLocks.renew(work(serverId));
                    return things;
                });
        return purged == null ? 0 : purged;
    }

    private static String work(long serverId) {
        return "purge " + serverId;
    }

    private static Progress progress(Server server) {
        return new Progress(
                server.name(), Math.min(server.purged(), server.purgeTotal()), server.purgeTotal());
    }

    /** How far it is with one server, in things it had. */
    public record Progress(String name, long done, long total) {}
}
