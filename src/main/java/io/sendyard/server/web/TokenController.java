package io.sendyard.server.web;

import io.sendyard.server.Server;
import io.sendyard.server.TokenView;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** A server's token, shown when asked for. */
@Controller
class TokenController {

    @GetMapping("/email/servers/{server}/token")
    String show(Server server, Model model) {
        model.addAttribute("token", TokenView.revealed(server));
        return "servers/token";
    }
}
