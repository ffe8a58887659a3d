package io.sendyard.analytics.web;

import io.sendyard.analytics.Interval;
import io.sendyard.analytics.Period;
import io.sendyard.analytics.Statistics;
import io.sendyard.server.Server;
import io.sendyard.server.Streams;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Makes the rows of the main screen: servers with their streams and last 24 hours. */
@Component
class ServerRows {

    private final Streams streams;
    private final Statistics statistics;
    private final Clock clock;

    ServerRows(Streams streams, Statistics statistics, Clock clock) {
        this.streams = streams;
        this.statistics = statistics;
        this.clock = clock;
    }

    /** The figures of all rows come with one query. */
    List<ServerRow> of(List<Server> servers) {
        var ids = servers.stream().map(Server::id).toList();
        var counts = streams.countsOf(ids);
        var now = clock.instant();
        var hours = Interval.HOUR.between(Period.DAY.from(now), Period.DAY.to(now));
        var metrics = statistics.ofServers(ids, hours.getFirst());
        return servers.stream()
                .map(server ->
                        ServerRow.of(
                                server,
                                counts.getOrDefault(server.id(), 0L),
                                metrics.get(server.id()),
                                hours))
                .toList();
    }
}
