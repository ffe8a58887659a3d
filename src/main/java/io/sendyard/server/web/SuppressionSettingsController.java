package io.sendyard.server.web;

import io.sendyard.server.Server;
import io.sendyard.server.ServerChange;
import io.sendyard.server.SuppressionSettings;
import io.sendyard.web.SettingsForm;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of a server's automatic suppression. */
@Controller
@RequestMapping("/email/servers/{server}/settings/suppression")
class SuppressionSettingsController {

    private final ServerChange changes;

    SuppressionSettingsController(ServerChange changes) {
        this.changes = changes;
    }

    @GetMapping
    String edit(Server server, Model model) {
        SettingsForm.show(model, server.settings().suppression());
        return "servers/suppression";
    }

    @PostMapping
    String update(
            Server server,
            @ModelAttribute("form") SuppressionSettings form,
            BindingResult errors,
            @RequestParam String seen,
            Model model,
            RedirectAttributes redirect) {
        boolean saved =
                SettingsForm.<SuppressionSettings>saved(
                        form,
                        seen,
                        errors,
                        model,
                        tab ->
                                changes.change(
                                        server, now -> now.with(tab.apply(now.suppression()))));
        if (!saved) {
            return edit(server, model);
        }
        redirect.addFlashAttribute("flash", "Suppression settings are saved.");
        return "redirect:/email/servers/%s/settings/suppression".formatted(server.cuid());
    }
}
