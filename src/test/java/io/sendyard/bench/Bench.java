package io.sendyard.bench;

import io.sendyard.Queries;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measures scenarios against each other: one after the other, round by round, so that whatever else
 * the machine does falls on all of them. The first is the trivial handler, the second the bare
 * page; ratios are medians of each round's own ratio.
 */
class Bench {

    private static final int ROUNDS = 5;
    private static final int CONNECTIONS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration ROUND = Duration.ofMillis(600);
    private static final int COUNTED = 10;

    private static final List<String> HEAD =
            List.of(
                    "request",
                    "requests/s",
                    "p50 ms",
                    "p99 ms",
                    "p50 / trivial",
                    "p50 / bare page",
                    "p99 / own p50",
                    "16 connections: requests/s",
                    "/ bare page",
                    "queries");

    private final List<Scenario> scenarios;
    private final Queries queries;

    Bench(List<Scenario> scenarios, Queries queries) {
        this.scenarios = scenarios;
        this.queries = queries;
    }

    /** Runs everything and gives the table. */
    String run() throws Exception {
        var crowds = new ArrayList<List<Scenario.Visitor>>();
        for (var scenario : scenarios) {
            crowds.add(crowd(scenario));
        }
        for (var crowd : crowds) {
            Load.run(crowd.subList(0, 2), WARM_UP);
        }
        var alone = rounds(crowds, 1);
        var together = rounds(crowds, CONNECTIONS);
        var rows = new ArrayList<List<String>>();
        for (int index = 0; index < scenarios.size(); index++) {
            rows.add(row(index, alone, together, crowds.get(index).getFirst()));
        }
        for (var crowd : crowds) {
            for (var visitor : crowd) {
                visitor.close();
            }
        }
        return Report.table(HEAD, rows);
    }

    private static List<Scenario.Visitor> crowd(Scenario scenario) throws IOException {
        var crowd = new ArrayList<Scenario.Visitor>();
        for (int number = 0; number < CONNECTIONS; number++) {
            crowd.add(scenario.visitor().enter(number));
        }
        return crowd;
    }

    /** For each scenario its rounds; they took turns. */
    private static List<List<Load.Round>> rounds(
            List<List<Scenario.Visitor>> crowds, int connections) throws Exception {
        var rounds = new ArrayList<List<Load.Round>>();
        crowds.forEach(_ -> rounds.add(new ArrayList<>()));
        for (int round = 0; round < ROUNDS; round++) {
            for (int index = 0; index < crowds.size(); index++) {
                rounds.get(index).add(Load.run(crowds.get(index).subList(0, connections), ROUND));
            }
        }
        return rounds;
    }

    private List<String> row(
            int index,
            List<List<Load.Round>> alone,
            List<List<Load.Round>> together,
            Scenario.Visitor visitor)
            throws IOException {
        var own = alone.get(index);
        var crowd = together.get(index);
        return List.of(
                scenarios.get(index).name(),
                "%,.0f".formatted(median(own, Load.Round::rate)),
                figure(median(own, Load.Round::p50)),
                figure(median(own, Load.Round::p99)),
                figure(ratio(own, alone.getFirst(), Load.Round::p50)),
                figure(ratio(own, alone.get(1), Load.Round::p50)),
                figure(median(own, round -> round.p99() / round.p50())),
                "%,.0f".formatted(median(crowd, Load.Round::rate)),
                figure(ratio(crowd, together.get(1), Load.Round::rate)),
                figure(queriesOf(visitor)));
    }

    private double queriesOf(Scenario.Visitor visitor) throws IOException {
        var counts = new ArrayList<Long>();
        for (int number = 0; number < COUNTED; number++) {
            long before = queries.total();
            visitor.connection().exchange(visitor.next());
            counts.add(queries.total() - before);
            var afterwards = visitor.afterwards();
            if (afterwards != null) {
                visitor.connection().exchange(afterwards);
            }
        }
        counts.sort(Comparator.naturalOrder());
        return counts.get(COUNTED / 2);
    }

    private static double ratio(
            List<Load.Round> own, List<Load.Round> other, ToDoubleFunction<Load.Round> figure) {
        var ratios =
                IntStream.range(0, own.size())
                        .mapToDouble(round ->
                                figure.applyAsDouble(own.get(round))
                                        / figure.applyAsDouble(other.get(round)))
                        .sorted()
                        .toArray();
        return ratios[ratios.length / 2];
    }

    private static double median(List<Load.Round> rounds, ToDoubleFunction<Load.Round> figure) {
        return rounds.stream().mapToDouble(figure).sorted().toArray()[rounds.size() / 2];
    }

    private static String figure(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.2f" : "%.1f", number);
    }
}
