package io.sendyard.suppression;

import io.sendyard.core.Excerpt;
import io.sendyard.core.Refusal;
import io.sendyard.server.Server;
import io.sendyard.server.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a file of suppressions and keeps it until all of it is read, so that neither a closed
 * window nor a killed process loses a row.
 */
@Component
public class SuppressionUpload {

    /** In bytes. */
    public static final long LARGEST = 10L * 1024 * 1024;

    /** Files of one account that are not finished. */
    static final int MOST_WAITING = 5;

    private static final Duration REMEMBERED = Duration.ofDays(30);
    private static final int MOST_REMEMBERED = 100;
    private static final int LONGEST_NAME = 200;

    private final SuppressionImports imports;
    private final ImportFiles files;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final ReentrantLock storing = new ReentrantLock(true);
    private final Clock clock;

    SuppressionUpload(
            SuppressionImports imports,
            ImportFiles files,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            Clock clock) {
        this.imports = imports;
        this.files = files;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Keeps the file; its rows are read after that.
     *
     * @param stream what rows hold for that say nothing else; null for the whole server
     * @throws Refusal if it is empty, too large, not in UTF-8, or too many are waiting
     */
    public SuppressionImport take(
            Server server,
            @Nullable Stream stream,
            SuppressionReason reason,
            String fileName,
            InputStreamSource file) {
        // One after the other, so that none is stored beside those that are counted.
        storing.lock();
        try {
            return Objects.requireNonNull(
                    transactions.execute(_ -> store(server, stream, reason, fileName, file)));
        } finally {
            storing.unlock();
        }
    }

    private SuppressionImport store(
            Server server,
            @Nullable Stream stream,
            SuppressionReason reason,
            String fileName,
            InputStreamSource file) {
        var now = clock.instant();
        imports.forget(server.id(), now.minus(REMEMBERED), MOST_REMEMBERED);
        if (imports.unfinishedOf(server.accountId()).size() >= MOST_WAITING) {
            throw Refusal.invalid(
                    "file",
                    "%d files are being imported already. Wait until one of them is finished."
                            .formatted(MOST_WAITING));
        }
        var upload =
                imports.save(
                        new SuppressionImport(
                                server.accountId(),
                                server.id(),
                                stream == null ? null : stream.id(),
                                reason,
                                shown(fileName),
                                now));
        upload.hasLines(keep(upload.id(), file));
        events.publishEvent(new ImportRequested(server.accountId()));
        return upload;
    }

    private int keep(long importId, InputStreamSource file) {
        try (var content = file.getInputStream()) {
            return files.keep(importId, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Some browsers send the whole path, and a name may hold anything. */
    private static String shown(String fileName) {
        var name = fileName.substring(fileName.replace('\\', '/').lastIndexOf('/') + 1);
        var plain = name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", " ").strip();
        return plain.isEmpty() ? "suppressions.csv" : Excerpt.ofCodePoints(plain, LONGEST_NAME);
    }
}
