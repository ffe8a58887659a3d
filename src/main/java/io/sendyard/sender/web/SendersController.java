package io.sendyard.sender.web;

import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.sender.AddressVerification;
import io.sendyard.sender.DkimRotation;
import io.sendyard.sender.DomainCheck;
import io.sendyard.sender.IdentityType;
import io.sendyard.sender.NewSender;
import io.sendyard.sender.SenderCreation;
import io.sendyard.sender.SenderIdentities;
import io.sendyard.sender.SenderIdentity;
import io.sendyard.sender.SenderRemoval;
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
    private final SenderRemoval removal;
    private final DomainCheck check;
    private final AddressVerification addresses;
    private final DkimRotation rotation;
    private final Installation installation;

    SendersController(
            SenderIdentities identities,
            SenderCreation senderCreation,
            SenderRemoval removal,
            DomainCheck check,
            AddressVerification addresses,
            DkimRotation rotation,
            Installation installation) {
        this.identities = identities;
        this.senderCreation = senderCreation;
        this.removal = removal;
        this.check = check;
        this.addresses = addresses;
        this.rotation = rotation;
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
        return to(identity, server);
    }

    @GetMapping("/{identity}")
    String show(Server server, SenderIdentity identity, Model model) {
        model.addAttribute("records", identity.records(installation.mailHost()));
        return "senders/show";
    }

    /** Looks the records up now. */
    @PostMapping("/{identity}/verification")
    String verify(Server server, SenderIdentity identity, Model model) {
        var domain = identity.domain();
        if (domain != null) {
            check.check(domain);
        }
        var now = identities.find(server.id(), identity.cuid()).orElseThrow(NotFound::new);
        model.addAttribute("identity", now);
        return show(server, now, model);
    }

    @GetMapping("/{identity}/verification")
    String verified(Server server, SenderIdentity identity) {
        return to(identity, server);
    }

    /** Mails an address one more link. */
    @PostMapping("/{identity}/link")
    String mail(Server server, SenderIdentity identity, RedirectAttributes redirect) {
        redirect.addFlashAttribute("flash", mailed(identity));
        return to(identity, server);
    }

    @GetMapping("/{identity}/rotation")
    String confirmRotation(Server server, SenderIdentity identity) {
        return "senders/rotation";
    }

    @PostMapping("/{identity}/rotation")
    String rotate(Server server, SenderIdentity identity, RedirectAttributes redirect) {
        rotation.rotate(identity);
        redirect.addFlashAttribute("flash", "A new key is made. Publish its record.");
        return to(identity, server);
    }

    @GetMapping("/{identity}/deletion")
    String confirmDeletion(Server server, SenderIdentity identity) {
        return "senders/deletion";
    }

    @PostMapping("/{identity}/deletion")
    String delete(Server server, SenderIdentity identity, RedirectAttributes redirect) {
        removal.remove(identity);
        redirect.addFlashAttribute("flash", "“%s” was deleted.".formatted(identity.identifier()));
        return "redirect:/email/servers/%s/senders".formatted(server.cuid());
    }

    private String mailed(SenderIdentity identity) {
        if (identity.domain() != null) {
            throw new NotFound();
        }
        try {
            addresses.mailAgain(identity);
            return "A link was mailed to %s.".formatted(identity.identifier());
        } catch (Refusal refusal) {
            return refusal.sentence();
        }
    }

    private static String to(SenderIdentity identity, Server server) {
        return "redirect:/email/servers/%s/senders/%s".formatted(server.cuid(), identity.cuid());
    }
}
