package io.sendyard.server;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.data.domain.Limit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes streams that were archived 45 days ago, with what went by them, a batch a transaction.
 */
@Component
class ArchivePurge {

    private static final int BATCH = 1_000;

    private final Streams streams;
    private final List<StreamPart> parts;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ArchivePurge(
            Streams streams,
            List<StreamPart> parts,
            TransactionTemplate transactions,
            Clock clock) {
        this.streams = streams;
        this.parts = parts;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    void purge() {
        var before = clock.instant().minus(Stream.KEPT_ARCHIVED);
        streams.idsArchived(before, Limit.of(BATCH)).forEach(stream -> purge(stream, before));
    }

    private void purge(long stream, Instant before) {
        parts.reversed().forEach(part -> purge(part, stream, before));
        transactions.executeWithoutResult(_ -> streams.deleteArchived(stream, before));
    }

    private void purge(StreamPart part, long stream, Instant before) {
        Integer purged;
        do {
            purged =
                    transactions.execute(_ ->
                            streams.isArchived(stream, before) ? part.purge(stream, BATCH) : 0);
        } while (purged != null && purged > 0);
    }
}
