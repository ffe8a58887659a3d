package io.sendyard.server.web;

import io.sendyard.account.SignedIn;
import io.sendyard.core.Name;
import io.sendyard.server.Server;
import io.sendyard.server.ServerList;
import io.sendyard.server.ServerSearch;
import io.sendyard.web.JumpTargets;
import io.sendyard.web.JumpTargets.JumpTarget;
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

    private static final List<JumpTarget> SCREENS =
            List.of(
                    new JumpTarget("Servers", "Email", "/email/servers"),
                    new JumpTarget("Create a server", "Email", "/email/servers/new"),
                    new JumpTarget("Profile", "Settings", "/settings/profile"),
                    new JumpTarget("Access tokens", "Settings", "/settings/access-tokens"),
                    new JumpTarget("Plan", "Settings", "/settings/plan"),
                    new JumpTarget("API", "Documentation", "/docs/api"));

    private final ServerList servers;
    private final List<JumpTargets> jumpTargets;

    JumpController(ServerList servers, List<JumpTargets> jumpTargets) {
        this.servers = servers;
        this.jumpTargets = jumpTargets;
    }

    @GetMapping("/jump")
    String index(SignedIn you, @RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("q", q);
        model.addAttribute(
                "results",
                Stream.of(servers(you, q), jumpTargets(you, q), screens(q))
                        .flatMap(found -> found)
                        .toList());
        return "jump/index";
    }

    private Stream<JumpTarget> servers(SignedIn you, String q) {
        var search = new ServerSearch(q, null, ServerSearch.Sort.NAME, null, null);
        return servers.page(you.accountId(), search, MOST_SERVERS).rows().stream()
                .map(JumpController::target);
    }

    private Stream<JumpTarget> jumpTargets(SignedIn you, String q) {
        return jumpTargets.stream().flatMap(other -> other.matching(you, q.strip()));
    }

    private static Stream<JumpTarget> screens(String q) {
        var key = Name.key(q.strip());
        return SCREENS.stream().filter(screen -> Name.key(screen.label()).contains(key));
    }

    private static JumpTarget target(Server server) {
        return new JumpTarget(server.name(), "Server", "/email/servers/" + server.cuid());
    }
}
