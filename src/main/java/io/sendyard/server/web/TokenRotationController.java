package io.sendyard.server.web;

import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.server.TokenRotation;
import io.sendyard.web.Form;
import jakarta.validation.Valid;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Gives a server a new token, and says how long the old one still works. */
@Controller
@RequestMapping("/email/servers/{server}/token/rotation")
class TokenRotationController {

    private final Servers servers;
    private final Clock clock;

    TokenRotationController(Servers servers, Clock clock) {
        this.servers = servers;
        this.clock = clock;
    }

    @GetMapping
    String blank(Server server, Model model) {
        model.addAttribute("form", new TokenRotation(0L));
        return "servers/rotation";
    }

    @PostMapping
    String create(
            Server server,
            @Valid @ModelAttribute("form") TokenRotation form,
            BindingResult errors,
            RedirectAttributes redirect) {
        boolean done =
                Form.accepted(
                        errors,
                        () -> {
                            server.rotateToken(form.grace(), clock.instant());
                            servers.save(server);
                        });
        if (!done) {
            return "servers/rotation";
        }
        redirect.addFlashAttribute("flash", "The token is changed.");
        return "redirect:/email/servers/%s/token".formatted(server.cuid());
    }
}
