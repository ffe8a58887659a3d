package io.sendyard.server.web;

import io.sendyard.core.Name;
import io.sendyard.core.Refusal;
import io.sendyard.server.Server;
import io.sendyard.server.ServerDeletion;
import io.sendyard.web.Form;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The end of a server, confirmed by its name. */
@Controller
@RequestMapping("/email/servers/{server}/deletion")
class ServerDeletionController {

    private final ServerDeletion deletion;

    ServerDeletionController(ServerDeletion deletion) {
        this.deletion = deletion;
    }

    @GetMapping
    String blank(Server server, Model model) {
        model.addAttribute("form", new Confirmation(null));
        return page(server, model);
    }

    @PostMapping
    String create(
            Server server,
            @ModelAttribute("form") Confirmation form,
            BindingResult errors,
            Model model,
            RedirectAttributes redirect) {
        boolean done =
                Form.accepted(
                        errors,
                        () -> {
                            if (!server.name().equals(form.name())) {
                                throw Refusal.invalid("name", "This is not the server's name.");
                            }
                            deletion.delete(server);
                        });
        if (!done) {
            return page(server, model);
        }
        redirect.addFlashAttribute("flash", "“%s” was deleted.".formatted(server.name()));
        return "redirect:/email/servers";
    }

    private String page(Server server, Model model) {
        model.addAttribute("parts", deletion.preview(server));
        return "servers/deletion";
    }

    /** The server's name, typed again. */
    record Confirmation(@Nullable String name) {

        Confirmation {
            name = Name.kept(name);
        }
    }
}
