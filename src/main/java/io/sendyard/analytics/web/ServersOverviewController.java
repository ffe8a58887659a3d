package io.sendyard.analytics.web;

import io.sendyard.account.SignedIn;
import io.sendyard.core.Cuid;
import io.sendyard.server.Color;
import io.sendyard.server.Mode;
import io.sendyard.server.Server;
import io.sendyard.server.ServerList;
import io.sendyard.server.ServerPurge;
import io.sendyard.server.ServerSearch;
import io.sendyard.server.ServerUsage;
import io.sendyard.server.TokenView;
import io.sendyard.stream.Streams;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.UriComponentsBuilder;

/** The main screen, all of an account's servers, and the first screen of each. */
@Controller
class ServersOverviewController {

    private static final int ROWS = 50;

    private final ServerList list;
    private final ServerUsage usage;
    private final ServerPurge purge;
    private final Streams streams;

    ServersOverviewController(
            ServerList list, ServerUsage usage, ServerPurge purge, Streams streams) {
        this.list = list;
        this.usage = usage;
        this.purge = purge;
        this.streams = streams;
    }

    @GetMapping({"/", "/email"})
    String home() {
        return "redirect:/email/servers";
    }

    @GetMapping("/email/servers")
    String index(SignedIn you, @ModelAttribute("search") ServerSearch search, Model model) {
        var page = list.page(you.accountId(), search, ROWS);
        var counts = streams.countsOf(page.servers().stream().map(Server::id).toList());
        var used = usage.of(you.account());
        model.addAttribute(
                "servers",
                page.servers().stream()
                        .map(server -> Row.of(server, counts.getOrDefault(server.id(), 0L)))
                        .toList());
        model.addAttribute(
                "newer",
                page.hasBefore() ? href(search, "before", page.servers().getFirst()) : null);
        model.addAttribute(
                "older", page.hasAfter() ? href(search, "after", page.servers().getLast()) : null);
        model.addAttribute("usage", used);
        model.addAttribute("firstRun", used.used() == 0);
        model.addAttribute("purges", purge.ofAccount(you.accountId()));
        model.addAttribute("modes", Mode.values());
        model.addAttribute("sorts", ServerSearch.Sort.values());
        return "servers/index";
    }

    @GetMapping("/email/servers/{server}")
    String show(Server server, Model model) {
        model.addAttribute("streams", streams.liveOf(server.id()));
        model.addAttribute("token", TokenView.masked(server));
        return "servers/show";
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

    /**
     * One server on the main screen.
     *
     * @param streams how many live ones it has
     */
    record Row(
            Cuid cuid,
            String name,
            @Nullable Color color,
            Mode mode,
            long streams,
            Instant createdAt) {

        static Row of(Server server, long streams) {
            return new Row(
                    server.cuid(),
                    server.name(),
                    server.color(),
                    server.mode(),
                    streams,
                    server.createdAt());
        }
    }
}
