package io.sendyard.sender.web;

import io.sendyard.core.NotFound;
import io.sendyard.sender.DomainCheck;
import io.sendyard.sender.SenderIdentities;
import io.sendyard.sender.SenderIdentity;
import io.sendyard.server.Server;
import io.sendyard.web.Installation;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Looks a domain's records up now. */
@Controller
@RequestMapping("/email/servers/{server}/senders/{identity}/verification")
class SenderVerificationController {

    private final SenderIdentities identities;
    private final DomainCheck check;
    private final Installation installation;

    SenderVerificationController(
            SenderIdentities identities, DomainCheck check, Installation installation) {
        this.identities = identities;
        this.check = check;
        this.installation = installation;
    }

    /** Reloading the answer to the form leads back to the sender. */
    @GetMapping
    String show(Server server, SenderIdentity identity) {
        return "redirect:/email/servers/%s/senders/%s".formatted(server.cuid(), identity.cuid());
    }

    @PostMapping
    String create(Server server, SenderIdentity identity, Model model) {
        var domain = identity.domain();
        if (domain != null) {
            check.check(domain);
        }
        var now = identities.find(server.id(), identity.cuid()).orElseThrow(NotFound::new);
        model.addAttribute("identity", now);
        model.addAttribute("records", now.records(installation.mailHost()));
        return "senders/show";
    }
}
