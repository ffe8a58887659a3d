package io.sendyard.sender.web;

import io.sendyard.sender.SenderIdentity;
import io.sendyard.sender.SenderRemoval;
import io.sendyard.server.Server;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Deletes a server's sender. */
@Controller
@RequestMapping("/email/servers/{server}/senders/{identity}/deletion")
class SenderDeletionController {

    private final SenderRemoval removal;

    SenderDeletionController(SenderRemoval removal) {
        this.removal = removal;
    }

    @GetMapping
    String blank(Server server, SenderIdentity identity) {
        return "senders/deletion";
    }

    @PostMapping
    String create(Server server, SenderIdentity identity, RedirectAttributes redirect) {
        removal.remove(identity);
        redirect.addFlashAttribute("flash", "“%s” was deleted.".formatted(identity.identifier()));
        return "redirect:/email/servers/%s/senders".formatted(server.cuid());
    }
}
