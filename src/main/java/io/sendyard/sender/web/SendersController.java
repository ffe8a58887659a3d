package io.sendyard.sender.web;

import io.sendyard.sender.IdentityType;
import io.sendyard.sender.NewSender;
import io.sendyard.sender.SenderCreation;
import io.sendyard.sender.SenderIdentities;
import io.sendyard.sender.SenderIdentity;
import io.sendyard.server.Server;
import io.sendyard.web.Form;
import io.sendyard.web.Installation;
import jakarta.validation.Valid;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The domains and addresses that a server sends from. */
@Controller
@RequestMapping("/email/servers/{server}/senders")
class SendersController {

    private final SenderIdentities identities;
    private final SenderCreation senderCreation;
    private final Installation installation;

    SendersController(
            SenderIdentities identities, SenderCreation senderCreation, Installation installation) {
        this.identities = identities;
        this.senderCreation = senderCreation;
        this.installation = installation;
    }

    @GetMapping
    String index(Server server, Model model) {
        model.addAttribute("senders", identities.ofServer(server.id()));
        model.addAttribute("captures", installation.captures() || server.sandbox());
        return "senders/index";
    }

    @GetMapping("/new")
    String blank(Server server, Model model) {
        model.addAttribute("form", new NewSender("", IdentityType.AUTHORITY));
        return "senders/new";
    }

    @PostMapping
    String create(
            Server server,
            @Valid @ModelAttribute("form") NewSender form,
            BindingResult errors,
            RedirectAttributes redirect) {
        var identity = Form.accept(errors, () -> senderCreation.add(server, form));
        if (identity == null) {
            return "senders/new";
        }
        redirect.addFlashAttribute("flash", "“%s” is added.".formatted(identity.identifier()));
        return "redirect:/email/servers/%s/senders/%s".formatted(server.cuid(), identity.cuid());
    }

    @GetMapping("/{identity}")
    String show(Server server, SenderIdentity identity, Model model) {
        model.addAttribute("records", identity.records(installation.mailHost()));
        return "senders/show";
    }
}
