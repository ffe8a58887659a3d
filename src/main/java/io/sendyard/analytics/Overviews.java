package io.sendyard.analytics;

import io.sendyard.server.Server;
import io.sendyard.web.Installation;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Makes overviews of servers, each with one question to the database. */
@Component
public class Overviews {

    private final Statistics statistics;
    private final Installation installation;
    private final Clock clock;

    Overviews(Statistics statistics, Installation installation, Clock clock) {
        this.statistics = statistics;
        this.installation = installation;
        this.clock = clock;
    }

    /** What became of a server's mail in that period up to now. */
    public Overview of(Server server, Period period) {
        var now = clock.instant();
        var before =
                period.from(now).minus(period.interval().length().multipliedBy(period.count()));
        var points =
                statistics.series(server.id(), null, before, period.to(now), period.interval());
        return Overview.of(period, points, server.sandbox() || installation.captures());
    }
}
