package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.TestInstallation;
import io.sendyard.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** How long it takes to claim the next batch where little waits, and where a million do. */
@Tag("bench")
@SendyardTest
class ClaimBenchTests {

    private static final int MESSAGES = Integer.getInteger("sendyard.bench.messages", 1_000_000);
    private static final int A_THOUSAND = 1_000;
    private static final int WARM_UP = 200;
    private static final int ROUNDS = 200;
    private static final double MOST_MILLIS = 50;
    private static final double MOST_GROWTH = 1.5;

    @Autowired World world;
    @Autowired Queue queue;
    @Autowired JdbcTemplate jdbc;
    @Autowired Clock clock;

    @Test
    void costsTheSameHoweverMuchWaits() {
        var backlog = new Backlog(jdbc);
        var server = world.production();
        var since = clock.instant().minus(Duration.ofHours(1));
        backlog.queue(server.id(), 1, 0, since);
        backlog.queue(world.globexServer().id(), 1, 1, since);
        measure(WARM_UP);
        var few = measure(ROUNDS);
        backlog.queue(server.id(), MESSAGES / A_THOUSAND, 2, since);
        jdbc.execute(TestInstallation.isPostgresql() ? "vacuum analyze" : "analyze");
        measure(WARM_UP / 4);
        var many = measure(ROUNDS);

        double growth = many.median / few.median;
        System.out.printf(
                Locale.ROOT,
                "Claim of %d on %s: at 2,000 %s, at %,d %s, ratio %.2f%n",
                many.rows,
                TestInstallation.isPostgresql() ? "PostgreSQL" : "H2",
                few,
                MESSAGES,
                many,
                growth);
        // Each claim is a commit: where the disk is slow to sync, it is so with few, too.
        assertThat(many.slow).isLessThan(Math.max(MOST_MILLIS, few.slow));
        assertThat(growth).isLessThan(MOST_GROWTH);
    }

    /** What is claimed is put back behind the others. */
    private Times measure(int rounds) {
        var millis = new ArrayList<Double>();
        int rows = 0;
        for (int round = 0; round < rounds; round++) {
            long started = System.nanoTime();
            var claims = queue.claim(new HeldClaims(Dispatcher.MOST_HELD, Duration.ofMinutes(1)));
            millis.add((System.nanoTime() - started) / 1e6);
            rows = claims.size();
            var back = new HashMap<Claim, Instant>();
            claims.forEach(claim -> back.put(claim, clock.instant()));
            queue.putBack(back);
        }
        return Times.of(millis, rows);
    }

    /** Milliseconds: the median, and what 99 of 100 stay below. */
    private record Times(double median, double slow, int rows) {

        static Times of(List<Double> millis, int rows) {
            millis.sort(null);
            return new Times(
                    millis.get(millis.size() / 2), millis.get(millis.size() * 99 / 100), rows);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms", median, slow);
        }
    }
}
