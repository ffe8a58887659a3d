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
 * One server on the list of servers, with its last 24 hours. Its texts are built here because a
 * template is slower. It is public because template expressions are compiled only for public types.
 *
 * @param streams number of active streams
 * @param line null if nothing was sent
 * @param sent number of recipients
 * @param kind label under it, if needed
 * @param bounced bounce rate; null without answers
 * @param bounces label under it: the number, or how bad that is
 * @param lastAt time of the last event; null if there was none
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
