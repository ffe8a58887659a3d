package io.sendyard.server.web;

import io.sendyard.server.Color;
import io.sendyard.server.GeneralSettings;
import io.sendyard.server.Server;
import io.sendyard.server.ServerChange;
import io.sendyard.web.SettingsForm;
import jakarta.validation.Valid;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A server's name and colour. */
@Controller
@RequestMapping("/email/servers/{server}/settings")
class GeneralSettingsController {

    private final ServerChange changes;

    GeneralSettingsController(ServerChange changes) {
        this.changes = changes;
    }

    @GetMapping
    String index(Server server) {
        return "redirect:/email/servers/%s/settings/general".formatted(server.cuid());
    }

    @GetMapping("/general")
    String edit(Server server, Model model) {
        SettingsForm.show(model, server.settings().general());
        model.addAttribute("colors", Color.values());
        return "servers/general";
    }

    @PostMapping("/general")
    String update(
            Server server,
            @Valid @ModelAttribute("form") GeneralSettings form,
            BindingResult errors,
            @RequestParam String seen,
            Model model,
            RedirectAttributes redirect) {
        boolean saved =
                SettingsForm.<GeneralSettings>saved(
                        form,
                        seen,
                        errors,
                        model,
                        tab -> changes.change(server, now -> now.with(tab.apply(now.general()))));
        if (!saved) {
            return edit(server, model);
        }
        redirect.addFlashAttribute("flash", "General settings are saved.");
        return "redirect:/email/servers/%s/settings/general".formatted(server.cuid());
    }
}
