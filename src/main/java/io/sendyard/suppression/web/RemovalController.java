package io.sendyard.suppression.web;

import io.sendyard.server.Server;
import io.sendyard.suppression.Suppression;
import io.sendyard.suppression.Suppressions;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes an address off the list, after a word on what that may lead to. */
@Controller
@RequestMapping("/email/servers/{server}/suppressions/{suppression}/removal")
class RemovalController {

    private final Suppressions suppressions;

    RemovalController(Suppressions suppressions) {
        this.suppressions = suppressions;
    }

    @GetMapping
    String show(Server server, Suppression suppression) {
        return "suppressions/removal";
    }

    @PostMapping
    String create(Server server, Suppression suppression, RedirectAttributes redirect) {
        suppressions.remove(List.of(suppression));
        redirect.addFlashAttribute(
                "flash", "%s can be mailed again.".formatted(suppression.email()));
        return "redirect:/email/servers/%s/suppressions".formatted(server.cuid());
    }
}
