package io.sendyard.analytics;

import io.sendyard.message.OutcomesRecorded;
import io.sendyard.tracking.Unsubscribed;
import java.time.Instant;
import java.util.TreeMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts outcomes, and what readers do, in the transaction that records them, so that each counts
 * exactly once.
 */
@Component
class OutcomeCounting {

    private final HourlyCounts counts;

    OutcomeCounting(HourlyCounts counts) {
        this.counts = counts;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(OutcomesRecorded recorded) {
        var hours = new TreeMap<HourlyCounts.Hour, HourlyCounts.Addition>();
        for (var outcome : recorded.outcomes()) {
            var counts = Counts.of(outcome);
            if (!counts.isEmpty()) {
                hours.merge(
                        hour(outcome.serverId(), outcome.streamId(), outcome.at()),
                        new HourlyCounts.Addition(counts, outcome.at()),
                        HourlyCounts.Addition::plus);
            }
        }
        hours.forEach(counts::add);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(Unsubscribed reader) {
        counts.add(
                hour(reader.serverId(), reader.streamId(), reader.at()),
                new HourlyCounts.Addition(Counts.one(Counter.UNSUBSCRIBED), reader.at()));
    }

    private static HourlyCounts.Hour hour(long serverId, long streamId, Instant at) {
        return new HourlyCounts.Hour(serverId, streamId, Interval.HOUR.begin(at));
    }
}
