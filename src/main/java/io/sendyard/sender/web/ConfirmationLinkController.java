package io.sendyard.sender.web;

import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.sender.AddressVerification;
import io.sendyard.sender.SenderIdentity;
import io.sendyard.server.Server;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Mails an address another confirmation link. */
@Controller
class ConfirmationLinkController {

    private final AddressVerification addresses;

    ConfirmationLinkController(AddressVerification addresses) {
        this.addresses = addresses;
    }

    @PostMapping("/email/servers/{server}/senders/{identity}/link")
    String create(Server server, SenderIdentity identity, RedirectAttributes redirect) {
        redirect.addFlashAttribute("flash", mailed(identity));
        return "redirect:/email/servers/%s/senders/%s".formatted(server.cuid(), identity.cuid());
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
}
