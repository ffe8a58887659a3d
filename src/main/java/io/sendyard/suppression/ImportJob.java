package io.sendyard.suppression;

import io.github.bucket4j.BlockingBucket;
import io.github.bucket4j.Bucket;
import io.sendyard.database.WorkLocks;
import io.sendyard.server.ServerModes;
import io.sendyard.server.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds the rows of uploaded files to the list, some hundred per transaction. An import's row says
 * whether it is finished, and which row of the file was committed last: if a process dies, the next
 * one, or another node, finds it within seconds and resumes after that row.
 */
@Component
public class ImportJob {

    private static final int ROWS = 500;
    private static final int ROWS_PER_SECOND = 2_000;
    private static final int ROWS_AT_ONCE = 20_000;

    private final SuppressionImports imports;
    private final ImportFiles files;
    private final SuppressionList list;
    private final Streams streams;
    private final WorkLocks workLocks;
    private final ServerModes servers;
    private final TransactionTemplate transactions;
    private final Clock clock;

    /**
     * For all imports of this process. H2 reuses what it freed after 45 seconds, so the faster rows
     * come, the larger its file grows meanwhile.
     */
    private final BlockingBucket pace =
            Bucket.builder()
                    .addLimit(limit ->
                            limit.capacity(ROWS_AT_ONCE)
                                    .refillGreedy(ROWS_PER_SECOND, Duration.ofSeconds(1)))
                    .build()
                    .asBlocking();

    ImportJob(
            SuppressionImports imports,
            ImportFiles files,
            SuppressionList list,
            Streams streams,
            WorkLocks workLocks,
            ServerModes servers,
            TransactionTemplate transactions,
            Clock clock) {
        this.imports = imports;
        this.files = files;
        this.list = list;
        this.streams = streams;
        this.workLocks = workLocks;
        this.servers = servers;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Reads a file at once.
     *
     * @param streamId what rows hold for that say nothing else; null for the whole server
     */
    public ImportTally read(
            long serverId, @Nullable Long streamId, SuppressionReason reason, InputStream csv)
            throws IOException {
        var rows = new ImportRows(csv, streamId, reason, streams.ofServer(serverId));
        var tally = ImportTally.NONE;
        for (var chunk = rows.next(ROWS); chunk != null; chunk = rows.next(ROWS)) {
            tally = tally.plus(chunk, list.add(serverId, chunk.entries()));
        }
        return tally;
    }

    /** Resumes what a process that died left unfinished. */
    @Scheduled(
            fixedRateString = "${sendyard.background.look-every:PT5S}",
            initialDelayString = "${sendyard.background.look-every:PT5S}")
    void goOn() {
        imports.unfinishedAccounts().forEach(id -> on(new ImportRequested(id)));
    }

    @Async
    @TransactionalEventListener
    void on(ImportRequested requested) {
        long account = requested.accountId();
        // What was uploaded after the list was read, but before the release, is found by looking
        // again.
        while (!imports.unfinishedOf(account).isEmpty() && workLocks.acquire(work(account))) {
            readAll(account);
            workLocks.release(work(account));
        }
    }

    private void readAll(long account) {
        try {
            for (var upload : imports.unfinishedOf(account)) {
                run(upload, work(account));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(SuppressionImport upload, String work) throws IOException {
        var rows =
                new ImportRows(
                        files.open(upload.id()),
                        upload.streamId(),
                        upload.reason(),
                        streams.ofServer(upload.serverId()));
        boolean there = true;
        for (var chunk = rows.next(ROWS); there && chunk != null; chunk = rows.next(ROWS)) {
            if (chunk.line() > upload.line()) {
                pace.consumeUninterruptibly(ROWS);
                there = put(upload, chunk, work);
            }
        }
        transactions.executeWithoutResult(_ -> imports.lock(upload.id()).ifPresent(this::finish));
    }

    /** Adds some rows; false if there is nothing more to do, since the server was deleted. */
    private boolean put(SuppressionImport upload, ImportRows.Chunk chunk, String work) {
        return Boolean.TRUE.equals(
                transactions.execute(_ -> {
                    var now =
                            imports.lock(upload.id())
                                    .filter(_ -> !servers.isDeleted(upload.serverId()));
                    now.ifPresent(found -> {
                        // A paused node may have lost its lock to another one.
                        if (chunk.line() > found.line()) {
                            int added = list.add(found.serverId(), chunk.entries());
                            found.reached(chunk.line(), found.tally().plus(chunk, added));
                        }
                        workLocks.renew(work);
                    });
                    return now.isPresent();
                }));
    }

    private void finish(SuppressionImport upload) {
        upload.finish(clock.instant());
        files.remove(upload.id());
    }

    private static String work(long accountId) {
        return "imports of account " + accountId;
    }
}
