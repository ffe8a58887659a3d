package io.sendyard.server.web;

import io.sendyard.account.SignedIn;
import io.sendyard.core.Name;
import io.sendyard.server.Server;
import io.sendyard.server.ServerList;
import io.sendyard.server.ServerSearch;
import io.sendyard.web.JumpTargets;
import io.sendyard.web.JumpTargets.Destination;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The box that leads anywhere: to servers, to screens, and to what other modules find. */
@Controller
class JumpController {

    private static final int MOST_SERVERS = 8;

    private static final List<Destination> SCREENS =
            List.of(
                    new Destination("Servers", "Email", "/email/servers"),
                    new Destination("Create a server", "Email", "/email/servers/new"),
                    new Destination("Profile", "Settings", "/settings/profile"),
                    new Destination("Access tokens", "Settings", "/settings/access-tokens"),
                    new Destination("Plan", "Settings", "/settings/plan"),
                    new Destination("API", "Documentation", "/docs/api"));

    private final ServerList servers;
    private final List<JumpTargets> others;

    JumpController(ServerList servers, List<JumpTargets> others) {
        this.servers = servers;
        this.others = others;
    }

    @GetMapping("/jump")
    String index(SignedIn you, @RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("q", q);
        model.addAttribute(
                "results",
                Stream.of(servers(you, q), others(you, q), screens(q))
                        .flatMap(found -> found)
                        .toList());
        return "jump/index";
    }

    private Stream<Destination> servers(SignedIn you, String q) {
        var search = new ServerSearch(q, null, ServerSearch.Sort.NAME, null, null);
        return servers.page(you.accountId(), search, MOST_SERVERS).servers().stream()
                .map(JumpController::target);
    }

    private Stream<Destination> others(SignedIn you, String q) {
        return others.stream().flatMap(other -> other.matching(you, q.strip()));
    }

    private static Stream<Destination> screens(String q) {
        var key = Name.key(q.strip());
        return SCREENS.stream().filter(screen -> Name.key(screen.label()).contains(key));
    }

    private static Destination target(Server server) {
        return new Destination(server.name(), "Server", "/email/servers/" + server.cuid());
    }
}
