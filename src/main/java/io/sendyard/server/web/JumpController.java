package io.sendyard.server.web;

import io.sendyard.account.SignedIn;
import io.sendyard.core.Name;
import io.sendyard.server.Server;
import io.sendyard.server.ServerList;
import io.sendyard.server.ServerSearch;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The box that leads anywhere: to servers and to screens. */
@Controller
class JumpController {

    private static final int MOST_SERVERS = 8;

    private static final List<Target> SCREENS =
            List.of(
                    new Target("Servers", "Email", "/email/servers"),
                    new Target("Create a server", "Email", "/email/servers/new"),
                    new Target("Profile", "Settings", "/settings/profile"),
                    new Target("Access tokens", "Settings", "/settings/access-tokens"),
                    new Target("Plan", "Settings", "/settings/plan"),
                    new Target("API", "Documentation", "/docs/api"));

    private final ServerList servers;

    JumpController(ServerList servers) {
        this.servers = servers;
    }

    @GetMapping("/jump")
    String index(SignedIn you, @RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("q", q);
        model.addAttribute("results", Stream.concat(servers(you, q), screens(q)).toList());
        return "jump/index";
    }

    private Stream<Target> servers(SignedIn you, String q) {
        var search = new ServerSearch(q, null, ServerSearch.Sort.NAME, null, null);
        return servers.page(you.accountId(), search, MOST_SERVERS).servers().stream()
                .map(JumpController::target);
    }

    private static Stream<Target> screens(String q) {
        var key = Name.key(q.strip());
        return SCREENS.stream().filter(screen -> Name.key(screen.label()).contains(key));
    }

    private static Target target(Server server) {
        return new Target(server.name(), "Server", "/email/servers/" + server.cuid());
    }

    /** A place to jump to. */
    record Target(String label, String detail, String href) {}
}
