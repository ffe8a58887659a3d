package io.sendyard.analytics.web;

import io.sendyard.account.SignedIn;
import io.sendyard.analytics.Interval;
import io.sendyard.analytics.Period;
import io.sendyard.analytics.Statistics;
import io.sendyard.server.Mode;
import io.sendyard.server.Server;
import io.sendyard.server.ServerList;
import io.sendyard.server.ServerPurge;
import io.sendyard.server.ServerSearch;
import io.sendyard.server.ServerUsage;
import io.sendyard.server.Streams;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.UriComponentsBuilder;

/** The main screen: all of an account's servers, with what happens in them. */
@Controller
class ServersController {

    private static final int ROWS = 50;

    private final ServerList list;
    private final ServerUsage usage;
    private final ServerPurge purge;
    private final Streams streams;
    private final Statistics statistics;
    private final Clock clock;

    ServersController(
            ServerList list,
            ServerUsage usage,
            ServerPurge purge,
            Streams streams,
            Statistics statistics,
            Clock clock) {
        this.list = list;
        this.usage = usage;
        this.purge = purge;
        this.streams = streams;
        this.statistics = statistics;
        this.clock = clock;
    }

    @GetMapping({"/", "/email"})
    String home() {
        return "redirect:/email/servers";
    }

    @GetMapping("/email/servers")
    String index(SignedIn you, @ModelAttribute("search") ServerSearch search, Model model) {
        var page = list.page(you.accountId(), search, ROWS);
        var used = usage.of(you.account());
        model.addAttribute("servers", rows(page.rows()));
        model.addAttribute(
                "newer", page.hasBefore() ? href(search, "before", page.rows().getFirst()) : null);
        model.addAttribute(
                "older", page.hasAfter() ? href(search, "after", page.rows().getLast()) : null);
        model.addAttribute("usage", used);
        model.addAttribute("firstRun", used.used() == 0);
        model.addAttribute("purges", purge.ofAccount(you.accountId()));
        model.addAttribute("modes", Mode.values());
        model.addAttribute("sorts", ServerSearch.Sort.values());
        return "servers/index";
    }

    /** The figures of all rows come with one question. */
    private List<ServerRow> rows(List<Server> servers) {
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

    private static String href(ServerSearch search, String direction, Server from) {
        var href =
                UriComponentsBuilder.fromPath("/email/servers")
                        .queryParam("sort", search.sort().key());
        if (search.mode() != null) {
            href.queryParam("mode", search.mode().key());
        }
        if (!search.name().isEmpty()) {
            href.queryParam("name", "{name}");
        }
        return href.queryParam(direction, from.cuid())
                .encode()
                .buildAndExpand(search.name())
                .toUriString();
    }
}
