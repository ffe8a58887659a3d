package io.sendyard.analytics.web;

import io.sendyard.analytics.Counts;
import io.sendyard.analytics.Level;
import io.sendyard.analytics.Numbers;
import io.sendyard.analytics.RateMeter;
import io.sendyard.analytics.Rates;
import io.sendyard.analytics.Sparkline;
import io.sendyard.analytics.Statistics.OfServer;
import io.sendyard.analytics.Statistics.Point;
import io.sendyard.core.Cuid;
import io.sendyard.server.Color;
import io.sendyard.server.Mode;
import io.sendyard.server.Server;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One server on the main screen, with its last 24 hours. Its words are made here, because a
 * template takes longer. It is public, because expressions in templates are only compiled where
 * they ask public types.
 *
 * @param streams how many live ones it has
 * @param line null where nothing was sent
 * @param sent how many recipients were sent to
 * @param kind under it, where that needs a word
 * @param bounced the share of bounces; null where nobody answered
 * @param bounces under it: how many there were, or how bad that is
 * @param lastAt when anything happened last; null where nothing ever did
 */
public record ServerRow(
        Cuid cuid,
        String name,
        @Nullable Color color,
        Mode mode,
        String streams,
        @Nullable Sparkline line,
        String sent,
        @Nullable String kind,
        @Nullable String bounced,
        @Nullable String bounces,
        Level level,
        @Nullable Instant lastAt) {

    static ServerRow of(
            Server server, long streams, @Nullable OfServer metrics, List<Instant> hours) {
        var points = metrics == null ? List.<Point>of() : metrics.hours();
        var counts = Point.total(points);
        var level = RateMeter.bounces(counts);
        return new ServerRow(
                server.cuid(),
                server.name(),
                server.color(),
                server.mode(),
                streams == 1 ? "1 stream" : streams + " streams",
                counts.sent() == 0 ? null : line(points, hours),
                Numbers.whole(counts.sent()),
                counts.captured() > 0 && counts.answered() == 0 ? "captured" : null,
                counts.answered() == 0 ? null : Numbers.percent(Rates.of(counts).bounced(), 2),
                counts.answered() == 0 ? null : bounces(counts, level),
                level,
                metrics == null ? null : metrics.lastAt());
    }

    private static Sparkline line(List<Point> points, List<Instant> hours) {
        var sent = new long[hours.size()];
        for (var point : points) {
            int hour = hours.indexOf(point.at());
            if (hour >= 0) {
                sent[hour] = point.counts().sent();
            }
        }
        return Sparkline.of(sent);
    }

    private static String bounces(Counts counts, Level level) {
        return switch (level) {
            case NONE, GOOD -> Numbers.whole(counts.bounced()) + " bounced";
            case HIGH -> "High, above 2\u00a0%";
            case TOO_HIGH -> "Too high, above 4\u00a0%";
        };
    }
}
