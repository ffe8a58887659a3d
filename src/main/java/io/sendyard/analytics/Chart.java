package io.sendyard.analytics;

import io.sendyard.analytics.Statistics.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each bar of a volume chart stands: what was delivered and captured above the line, what
 * bounced below it on a scale of its own. One unit down is one pixel; across, the plot stretches.
 *
 * @param scale the numbers beside the lines, the highest first, 0 last
 * @param bottom the number beside the lowest line
 */
public record Chart(List<Bar> bars, List<Long> scale, long bottom) {

    /** The width of a bar's slot, and of the bar. */
    public static final int SLOT = 10;

    public static final int BAR = 7;

    /** How many equal parts the upper scale has, and how high each of them is. */
    public static final int PARTS = 4;

    public static final int PART = 35;

    /** How far the line in the middle is from the top. */
    public static final int LINE = PARTS * PART;

    /** Between the line and the bars that hang from it. */
    public static final int GAP = 2;

    /** How far bounces hang down at most. */
    public static final int DEPTH = 24;

    public static final int HEIGHT = LINE + GAP + DEPTH;

    private static final int[] ROUND = {1, 2, 5};
    private static final int TEN = 10;

    public static Chart of(List<Point> points) {
        long highest = 0;
        long deepest = 0;
        for (var point : points) {
            var counts = point.counts();
            highest = Math.max(highest, counts.delivered() + counts.captured());
            deepest = Math.max(deepest, counts.bounced());
        }
        long part = round(Math.ceilDiv(highest, PARTS));
        long bottom = round(deepest);
        var bars = new ArrayList<Bar>();
        for (int i = 0; i < points.size(); i++) {
            bars.add(bar(i, points.get(i), part * PARTS, bottom));
        }
        var scale = new ArrayList<Long>();
        for (int i = PARTS; i >= 0; i--) {
            scale.add(part * i);
        }
        return new Chart(bars, scale, bottom);
    }

    /** How wide all of it is. */
    public int width() {
        return bars.size() * SLOT;
    }

    private static Bar bar(int index, Point point, long top, long bottom) {
        var counts = point.counts();
        double delivered = length(counts.delivered(), top, LINE);
        double captured = length(counts.captured(), top, LINE);
        return new Bar(
                index,
                point,
                index * SLOT + (SLOT - BAR) / 2.0,
                new Part(LINE - delivered, delivered),
                new Part(Math.max(0, LINE - delivered - captured), captured),
                new Part(LINE + GAP, length(counts.bounced(), bottom, DEPTH)));
    }

    /** In tenths of a pixel, and at least one pixel, so that one bounce in a thousand is seen. */
    private static double length(long count, long scale, int longest) {
        return count == 0
                ? 0
                : Math.max(1, Math.round(TEN * count * longest / (double) scale) / 10.0);
    }

    /** The next number that people like on an axis: 1, 2, 5, 10, 20, 50 and so on. */
    static long round(long atLeast) {
        for (long ten = 1; ; ten *= TEN) {
            for (int step : ROUND) {
                if (step * ten >= atLeast) {
                    return step * ten;
                }
            }
        }
    }

    /**
     * One step of time in the chart.
     *
     * @param index its number, from 0
     * @param x its left edge
     */
    public record Bar(
            int index, Point point, double x, Part delivered, Part captured, Part bounced) {}

    /** A part of a bar, from its upper edge on. */
    public record Part(double y, double height) {}
}
