package io.sendyard.analytics.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sendyard.Fuzzed;
import io.sendyard.analytics.web.StatsQuery.Granularity;
import io.sendyard.core.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/**
 * The times between which somebody asks for statistics: a span that is told at once, or refused.
 */
class StatsQueryFuzzTests {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-03-01T09:05:07Z"), ZoneOffset.UTC);
    private static final Duration MOST = Duration.ofDays(1_102);

    @Timeout(30)
    @FuzzTest(maxDuration = "90s")
    void isASpanOrRefused(byte[] input) throws Exception {
        var times = new String(Fuzzed.stretched(input), UTF_8).split("\n", 2);
        asked(times[0], null, null);
        asked(null, times[0], null);
        for (var interval : Granularity.values()) {
            asked(times[0], times[times.length - 1], interval);
        }
    }

    private static void asked(
            @Nullable String from, @Nullable String to, @Nullable Granularity interval)
            throws Exception {
        try {
            var query = Fuzzed.withinLimit(() -> StatsQuery.of(from, to, interval, CLOCK));
            io.sendyard.analytics.Interval steps = query.interval().interval();
            assertThat(query.to()).isAfterOrEqualTo(query.from());
            assertThat(steps.begin(query.from())).isEqualTo(query.from());
            assertThat(steps.end(query.to())).isEqualTo(query.to());
            assertThat(Duration.between(query.from(), query.to())).isLessThanOrEqualTo(MOST);
            assertThat(steps.between(query.from(), query.to()).size()).isLessThanOrEqualTo(9_602);
        } catch (Refusal refusal) {
            assertThat(refusal.field()).isIn("from", "to");
        }
    }
}
