package io.sendyard.suppression;

import io.sendyard.database.WorkLocks;
import io.sendyard.server.Streams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    private final SuppressionImports imports;
    private final SuppressionList list;
    private final Streams streams;
    private final WorkLocks workLocks;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ImportJob(
            SuppressionImports imports,
            SuppressionList list,
            Streams streams,
            WorkLocks workLocks,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.imports = imports;
        this.list = list;
        this.streams = streams;
        this.workLocks = workLocks;
        this.jdbc = jdbc;
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
        imports.unfinished().forEach(id -> on(new ImportRequested(id)));
    }

    @Async
    @TransactionalEventListener
    void on(ImportRequested requested) {
        try {
            var upload =
                    imports.findById(requested.importId())
                            .filter(found -> !found.finished() && workLocks.acquire(work(found)));
            if (upload.isPresent()) {
                run(upload.get(), content(requested.importId()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(SuppressionImport upload, byte[] content) throws IOException {
        var rows =
                new ImportRows(
                        new ByteArrayInputStream(content),
                        upload.streamId(),
                        upload.reason(),
                        streams.ofServer(upload.serverId()));
        boolean there = true;
        for (var chunk = rows.next(ROWS); there && chunk != null; chunk = rows.next(ROWS)) {
            there = chunk.line() <= upload.line() || put(upload, chunk);
        }
        transactions.executeWithoutResult(_ -> {
            imports.lock(upload.id()).ifPresent(this::finish);
            workLocks.release(work(upload));
        });
    }

    /** False where the import is gone, since its server is. */
    private boolean put(SuppressionImport upload, ImportRows.Chunk chunk) {
        return Boolean.TRUE.equals(
                transactions.execute(_ -> {
                    var now = imports.lock(upload.id());
                    now.ifPresent(found -> {
                        // A paused node may have lost its lock to another one.
                        if (chunk.line() > found.line()) {
                            int added = list.add(found.serverId(), chunk.entries());
                            found.reached(chunk.line(), found.tally().plus(chunk, added));
                        }
                        workLocks.renew(work(upload));
                    });
                    return now.isPresent();
                }));
    }

    private void finish(SuppressionImport upload) {
        upload.finish(clock.instant());
        imports.clearContent(upload.id());
    }

    private static String work(SuppressionImport upload) {
        return "import " + upload.id();
    }

    /** Nothing where it was read already, or is gone with its server. */
    private byte[] content(long id) {
        return jdbc.sql(
                        "select content from suppression_import where id = ? and content is not"
                                + " null")
                .param(id)
                .query((row, _) -> row.getBytes(1))
                .optional()
                .orElse(new byte[0]);
    }
}
