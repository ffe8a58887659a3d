package io.sendyard.bench;

import io.sendyard.Queries;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures the same request where there is little and where there is much, in turn, so that
 * whatever else the machine does falls on both.
 */
class Growth {

    static final List<String> HEAD =
            List.of(
                    "request",
                    "p50 ms with few",
                    "p50 ms with many",
                    "ratio",
                    "queries with few",
                    "queries with many");

    private static final int ROUNDS = 7;
    private static final int REQUESTS = 9;

    /** Requests of each before anything is measured. */
    private static final int WARM_UP = 30;

    private final Queries queries;

    Growth(Queries queries) {
        this.queries = queries;
    }

    /** The ratio is the median of each round's own. */
    List<String> measure(String name, Scenario.Visitor little, Scenario.Visitor much)
            throws Exception {
        millis(little, WARM_UP);
        millis(much, WARM_UP);
        var few = new double[ROUNDS];
        var many = new double[ROUNDS];
        var ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            few[round] = millis(little, REQUESTS);
            many[round] = millis(much, REQUESTS);
            ratios[round] = many[round] / few[round];
        }
        return List.of(
                name,
                figure(few),
                figure(many),
                figure(ratios),
                String.valueOf(queriesOf(little)),
                String.valueOf(queriesOf(much)));
    }

    /** The median of so many. */
    private static double millis(Scenario.Visitor visitor, int requests) throws IOException {
        var millis = new double[requests];
        for (int number = 0; number < requests; number++) {
            millis[number] = Load.once(visitor) / 1e6;
        }
        Arrays.sort(millis);
        return millis[requests / 2];
    }

    /** The least of a few, since a session writes now and then that it is in use. */
    private long queriesOf(Scenario.Visitor visitor) throws IOException {
        long least = Long.MAX_VALUE;
        for (int number = 0; number < ROUNDS; number++) {
            long before = queries.total();
            visitor.connection().exchange(visitor.next());
            least = Math.min(least, queries.total() - before);
        }
        return least;
    }

    private static String figure(double[] figures) {
        Arrays.sort(figures);
        return String.format(Locale.ROOT, "%.2f", figures[figures.length / 2]);
    }
}
