package io.sendyard.stream;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.springframework.data.domain.Limit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deletes streams that were archived 45 days ago. */
@Component
class ArchivePurge {

    private static final Limit BATCH = Limit.of(1_000);

    private final Streams streams;
    private final Clock clock;

    ArchivePurge(Streams streams, Clock clock) {
        this.streams = streams;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    @Transactional
    void purge() {
        streams.deleteAll(streams.idsArchived(clock.instant().minus(Stream.KEPT_ARCHIVED), BATCH));
    }
}
