package io.sendyard.analytics.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sendyard.analytics.Counter;
import io.sendyard.analytics.Counts;
import io.sendyard.analytics.Rates;
import io.sendyard.analytics.Statistics;
import io.sendyard.analytics.Statistics.Point;
import io.sendyard.core.Cuid;
import io.sendyard.core.NotFound;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.server.Stream;
import io.sendyard.server.Streams;
import io.sendyard.web.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/stats}. */
@RestController
@RequestMapping("/v1/stats")
class StatsApi {

    private final Servers servers;
    private final Streams streams;
    private final Statistics statistics;
    private final Clock clock;

    StatsApi(Servers servers, Streams streams, Statistics statistics, Clock clock) {
        this.servers = servers;
        this.streams = streams;
        this.statistics = statistics;
        this.clock = clock;
    }

    @GetMapping
    Body show(
            @RequestParam String serverId,
            @RequestParam(required = false) @Nullable String streamId,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) StatsQuery.@Nullable Granularity interval,
            Caller caller) {
        var server = servers.reachable(caller, Cuid.of(serverId));
        var stream = streamId == null ? null : stream(streamId, server);
        var query = StatsQuery.of(from, to, interval, clock);
        var series =
                statistics.series(
                        server.id(),
                        stream == null ? null : stream.id(),
                        query.from(),
                        query.to(),
                        query.interval().interval());
        return Body.of(server, stream, query, series);
    }

    private Stream stream(String id, Server server) {
        return streams.find(server.id(), Cuid.of(id)).orElseThrow(NotFound::new);
    }

    /** The statistics of a server, or of one stream of it. */
    record Body(
            Cuid serverId,
            @Nullable Cuid streamId,
            Instant from,
            Instant to,
            StatsQuery.Granularity interval,
            CountsBody totals,
            Rates rates,
            List<SeriesStep> series) {

        static Body of(
                Server server, @Nullable Stream stream, StatsQuery query, List<Point> points) {
            var total = Point.total(points);
            return new Body(
                    server.cuid(),
                    stream == null ? null : stream.cuid(),
                    query.from(),
                    query.to(),
                    query.interval(),
                    CountsBody.of(total),
                    Rates.of(total),
                    points.stream().map(SeriesStep::of).toList());
        }
    }

    /** What was counted. */
    record CountsBody(
            long sent,
            long delivered,
            long captured,
            long bounced,
            long complained,
            long opened,
            long uniqueOpened,
            long clicked,
            long uniqueClicked,
            long unsubscribed) {

        static CountsBody of(Counts counts) {
            return new CountsBody(
                    counts.sent(),
                    counts.delivered(),
                    counts.captured(),
                    counts.bounced(),
                    counts.of(Counter.COMPLAINED),
                    counts.of(Counter.OPENED),
                    counts.of(Counter.UNIQUE_OPENED),
                    counts.of(Counter.CLICKED),
                    counts.of(Counter.UNIQUE_CLICKED),
                    counts.of(Counter.UNSUBSCRIBED));
        }
    }

    /** One step of the series, with its beginning. */
    record SeriesStep(Instant at, @JsonUnwrapped CountsBody counts) {

        static SeriesStep of(Point point) {
            return new SeriesStep(point.at(), CountsBody.of(point.counts()));
        }
    }
}
