package io.sendyard.analytics;

import io.sendyard.analytics.Statistics.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The results of a server's messages in a period.
 *
 * @param captures whether its messages are captured, so that nothing is delivered or bounces
 */
public record Overview(
        Period period, boolean captures, Counts counts, List<Metric> metrics, Chart chart) {

    /**
     * An overview of two periods.
     *
     * @param points those of the previous period, then those of the period
     */
    static Overview of(Period period, List<Point> points, boolean captures) {
        var steps = points.subList(period.count(), points.size());
        var now = Point.total(steps);
        var before = Point.total(points.subList(0, period.count()));
        return new Overview(
                period, captures, now, Metric.of(now, before, period, captures), Chart.of(steps));
    }

    /** {@code Recipients by hour}. */
    public String title() {
        return "Recipients by " + period.step();
    }

    /** The chart in a sentence, for people who can't see it. */
    public String sentence() {
        return "%s: %s in all, by %s.".formatted(period.headline(), words(counts), period.step());
    }

    public List<RateMeter> rateMeters() {
        return List.of(RateMeter.ofBounces(counts), RateMeter.ofComplaints(counts));
    }

    /** The steps of the time axis with their labels. */
    public List<ChartStep> steps() {
        var ticks = TimeAxis.along(period, points());
        var steps = new ArrayList<ChartStep>();
        for (int i = 0; i < ticks.size(); i++) {
            var point = points().get(i);
            steps.add(
                    new ChartStep(
                            point.at(),
                            ticks.get(i),
                            TimeAxis.moment(period, point.at()),
                            words(point.counts()),
                            chart.bars().get(i)));
        }
        return steps;
    }

    private List<Point> points() {
        return chart.bars().stream().map(Chart.Bar::point).toList();
    }

    private static String words(Counts counts) {
        var words = new ArrayList<String>();
        if (counts.delivered() > 0 || counts.captured() == 0) {
            words.add(Numbers.whole(counts.delivered()) + " delivered");
        }
        if (counts.captured() > 0) {
            words.add(Numbers.whole(counts.captured()) + " captured");
        }
        if (counts.answered() > 0) {
            words.add(Numbers.whole(counts.bounced()) + " bounced");
        }
        return String.join(", ", words);
    }

    /**
     * One step of the chart.
     *
     * @param tick the label under it; null for none
     * @param moment its name in the table
     * @param words what happened in it
     */
    public record ChartStep(
            Instant at, TimeAxis.@Nullable Tick tick, String moment, String words, Chart.Bar bar) {}
}
