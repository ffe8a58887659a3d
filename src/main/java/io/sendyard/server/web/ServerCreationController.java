package io.sendyard.server.web;

import io.sendyard.account.SignedIn;
import io.sendyard.server.Color;
import io.sendyard.server.Mode;
import io.sendyard.server.NewServer;
import io.sendyard.server.ServerCreation;
import io.sendyard.server.ServerUsage;
import io.sendyard.web.Form;
import jakarta.validation.Valid;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Creates servers. */
@Controller
@RequestMapping("/email/servers")
class ServerCreationController {

    private final ServerCreation creation;
    private final ServerUsage usage;

    ServerCreationController(ServerCreation creation, ServerUsage usage) {
        this.creation = creation;
        this.usage = usage;
    }

    @GetMapping("/new")
    String blank(SignedIn you, @ModelAttribute("form") NewServer form, Model model) {
        return page(you, model);
    }

    @PostMapping
    String create(
            SignedIn you,
            @Valid @ModelAttribute("form") NewServer form,
            BindingResult errors,
            Model model,
            RedirectAttributes redirect) {
        var server = Form.accept(errors, () -> creation.create(you.accountId(), form));
        if (server == null) {
            return page(you, model);
        }
        redirect.addFlashAttribute("flash", "“%s” is ready.".formatted(server.name()));
        return "redirect:/email/servers/" + server.cuid();
    }

    private String page(SignedIn you, Model model) {
        model.addAttribute("usage", usage.of(you.account()));
        model.addAttribute("colors", Color.values());
        model.addAttribute("modes", Mode.values());
        return "servers/new";
    }
}
