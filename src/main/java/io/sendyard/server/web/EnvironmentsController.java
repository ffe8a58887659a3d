package io.sendyard.server.web;

import io.sendyard.account.SignedIn;
import io.sendyard.core.Refusal;
import io.sendyard.server.Color;
import io.sendyard.server.Mode;
import io.sendyard.server.NewServer;
import io.sendyard.server.ServerCreation;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Creates the first servers of an account: one for real mail and, if the plan has room, a sandbox.
 */
@Controller
class EnvironmentsController {

    private final ServerCreation creation;

    EnvironmentsController(ServerCreation creation) {
        this.creation = creation;
    }

    @PostMapping("/email/servers/environments")
    String create(SignedIn you, RedirectAttributes redirect) {
        creation.create(you.accountId(), new NewServer("Production", Color.BLUE, Mode.LIVE));
        try {
            creation.create(you.accountId(), new NewServer("Staging", Color.YELLOW, Mode.SANDBOX));
            redirect.addFlashAttribute("flash", "“Production” and “Staging” are ready.");
        } catch (Refusal full) {
            redirect.addFlashAttribute("flash", "“Production” is ready.");
        }
        return "redirect:/email/servers";
    }
}
