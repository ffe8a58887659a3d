package io.sendyard.analytics;

/**
 * A small line without axes, as SVG draws it. The list of servers has one a row, so it is made
 * without formatters.
 *
 * @param line its path
 * @param area the same, closed along the bottom
 */
public record Sparkline(String line, String area) {

    /** How wide and high it is drawn. */
    public static final int WIDTH = 92;

    public static final int HEIGHT = 24;

    /** So that the line's breadth is not cut off. */
    private static final int MARGIN = 2;

    private static final int TENTHS = 10;

    /** A line through these values; a flat one at the bottom where all are 0. */
    public static Sparkline of(long[] values) {
        long top = 1;
        for (long value : values) {
            top = Math.max(top, value);
        }
        var path = new StringBuilder();
        int last = Math.max(1, values.length - 1);
        for (int i = 0; i < values.length; i++) {
            double rise = (double) values[i] / top * (HEIGHT - 2 * MARGIN);
            path.append(i == 0 ? 'M' : 'L');
            append(path, (double) i * WIDTH / last);
            path.append(' ');
            append(path, HEIGHT - MARGIN - rise);
        }
        return new Sparkline(path.toString(), path + "V" + HEIGHT + "H0Z");
    }

    private static void append(StringBuilder path, double value) {
        long tenths = Math.round(value * TENTHS);
        path.append(tenths / TENTHS);
        if (tenths % TENTHS != 0) {
            path.append('.').append(tenths % TENTHS);
        }
    }
}
