package io.sendyard.analytics.web;

import io.sendyard.account.SignedIn;
import io.sendyard.server.Mode;
import io.sendyard.server.Server;
import io.sendyard.server.ServerList;
import io.sendyard.server.ServerPurge;
import io.sendyard.server.ServerSearch;
import io.sendyard.server.ServerUsage;
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
    private final ServerRows rows;

    ServersController(ServerList list, ServerUsage usage, ServerPurge purge, ServerRows rows) {
        this.list = list;
        this.usage = usage;
        this.purge = purge;
        this.rows = rows;
    }

    @GetMapping({"/", "/email"})
    String home() {
        return "redirect:/email/servers";
    }

    @GetMapping("/email/servers")
    String index(SignedIn you, @ModelAttribute("search") ServerSearch search, Model model) {
        var page = list.page(you.accountId(), search, ROWS);
        var used = usage.of(you.account());
        model.addAttribute("servers", rows.of(page.rows()));
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
