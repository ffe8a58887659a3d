package io.sendyard.sender.web;

import io.sendyard.sender.DkimRotation;
import io.sendyard.sender.SenderIdentity;
import io.sendyard.server.Server;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Gives a domain a new DKIM key. */
@Controller
@RequestMapping("/email/servers/{server}/senders/{identity}/rotation")
class DkimRotationController {

    private final DkimRotation rotation;

    DkimRotationController(DkimRotation rotation) {
        this.rotation = rotation;
    }

    @GetMapping
    String blank(Server server, SenderIdentity identity) {
        return "senders/rotation";
    }

    @PostMapping
    String create(Server server, SenderIdentity identity, RedirectAttributes redirect) {
        rotation.rotate(identity);
        redirect.addFlashAttribute("flash", "A new key is made. Publish its record.");
        return "redirect:/email/servers/%s/senders/%s".formatted(server.cuid(), identity.cuid());
    }
}
