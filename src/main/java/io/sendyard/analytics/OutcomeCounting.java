package io.sendyard.analytics;

import io.sendyard.message.Outcome;
import io.sendyard.message.OutcomesRecorded;
import java.time.Instant;
import java.util.TreeMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Counts outcomes in the transaction that records them, so that each counts exactly once. */
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
            var tally = Tally.of(outcome);
            if (!tally.isEmpty()) {
                hours.merge(
                        hour(outcome),
                        new HourlyCounts.Addition(tally, outcome.at()),
                        HourlyCounts.Addition::plus);
            }
        }
        hours.forEach(counts::add);
    }

    private static HourlyCounts.Hour hour(Outcome outcome) {
        Instant hour = Steps.HOUR.begin(outcome.at());
        return new HourlyCounts.Hour(outcome.serverId(), outcome.streamId(), hour);
    }
}
