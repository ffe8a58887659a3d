package io.sendyard.sender.web;

import io.sendyard.core.NotFound;
import io.sendyard.sender.AddressVerification;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page behind a confirmation link. Opening it changes nothing, because programs that scan email
 * open links too; the button on the page does.
 */
@Controller
@RequestMapping("/senders/confirmation")
class ConfirmationController {

    private final AddressVerification addresses;

    ConfirmationController(AddressVerification addresses) {
        this.addresses = addresses;
    }

    @GetMapping
    String show(@RequestParam(defaultValue = "") String token, Model model) {
        var identity = addresses.find(token).orElseThrow(NotFound::new);
        model.addAttribute("address", identity.identifier());
        model.addAttribute("confirmed", identity.verified());
        model.addAttribute("token", token);
        return "senders/confirmation";
    }

    @PostMapping
    String create(@RequestParam(defaultValue = "") String token, RedirectAttributes redirect) {
        addresses.confirm(token);
        redirect.addAttribute("token", token);
        return "redirect:/senders/confirmation";
    }
}
