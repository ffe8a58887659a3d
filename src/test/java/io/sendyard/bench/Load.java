package io.sendyard.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** A closed loop: each visitor sends its next request when the last one is answered. */
final class Load {

    private Load() {}

    /** Lets them all run for that long. */
    static Round run(List<Scenario.Visitor> visitors, Duration length) throws Exception {
        try (var threads = Executors.newFixedThreadPool(visitors.size())) {
            long end = System.nanoTime() + length.toNanos();
            var loops =
                    visitors.stream()
                            .map(visitor -> (Callable<List<Long>>) () -> loop(visitor, end))
                            .toList();
            var nanos = new ArrayList<Long>();
            for (var loop : threads.invokeAll(loops)) {
                nanos.addAll(loop.get());
            }
            return Round.of(nanos, visitors.size());
        }
    }

    private static List<Long> loop(Scenario.Visitor visitor, long end) throws IOException {
        var nanos = new ArrayList<Long>();
        while (System.nanoTime() < end) {
            nanos.add(once(visitor));
        }
        return nanos;
    }

    /** Sends one request, and gives the nanoseconds to the end of its answer. */
    static long once(Scenario.Visitor visitor) throws IOException {
        var request = visitor.next();
        long begin = System.nanoTime();
        var answer = visitor.connection().exchange(request);
        long nanos = System.nanoTime() - begin;
        if (answer.status() != visitor.status()) {
            throw new IOException("Answered %d: %s".formatted(answer.status(), answer.text()));
        }
        var afterwards = visitor.afterwards();
        if (afterwards != null) {
            visitor.connection().exchange(afterwards);
        }
        return nanos;
    }

    /**
     * What one run of one scenario gave.
     *
     * @param rate requests a second, all visitors together, without what is not measured
     * @param p50 milliseconds
     * @param p99 milliseconds
     */
    record Round(double rate, double p50, double p99) {

        static Round of(List<Long> nanos, int visitors) {
            var sorted = nanos.stream().mapToDouble(one -> one / 1e6).sorted().toArray();
            double seconds = Arrays.stream(sorted).sum() / 1e3 / visitors;
            return new Round(
                    sorted.length / seconds, quantile(sorted, 0.5), quantile(sorted, 0.99));
        }

        private static double quantile(double[] sorted, double part) {
            return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
        }
    }
}
