package io.sendyard.apikey.web;

import io.sendyard.apikey.ApiKey;
import io.sendyard.apikey.ApiKeys;
import io.sendyard.apikey.KeyIssue;
import io.sendyard.apikey.KeyType;
import io.sendyard.apikey.NewKey;
import io.sendyard.server.Server;
import io.sendyard.server.TokenView;
import io.sendyard.web.Form;
import io.sendyard.web.NewSecretView;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A server's API keys, with its token beside them. */
@Controller
@RequestMapping("/email/servers/{server}/api-keys")
class ApiKeysController {

    private final ApiKeys keys;
    private final KeyIssue issue;
    private final Clock clock;

    ApiKeysController(ApiKeys keys, KeyIssue issue, Clock clock) {
        this.keys = keys;
        this.issue = issue;
        this.clock = clock;
    }

    @GetMapping
    String index(Server server, Model model) {
        model.addAttribute("keys", keys.ofServer(server.id()));
        model.addAttribute("now", clock.instant());
        model.addAttribute("token", TokenView.masked(server));
        return "apikeys/index";
    }

    @GetMapping("/new")
    String blank(Server server, Model model) {
        model.addAttribute("form", new NewKey("", KeyType.FULL_ACCESS, null));
        model.addAttribute("types", KeyType.values());
        return "apikeys/new";
    }

    @PostMapping
    String create(
            Server server,
            @Valid @ModelAttribute("form") NewKey form,
            BindingResult errors,
            Model model,
            HttpServletResponse response) {
        var issued = Form.accept(errors, () -> issue.issue(server, form));
        if (issued == null) {
            model.addAttribute("types", KeyType.values());
            return "apikeys/new";
        }
        NewSecretView.inPlaceOfThePage(response);
        model.addAttribute(
                "issued",
                new NewSecretView(
                        form.name(), issued.secret().reveal(), form.type(), form.expiresAt()));
        return index(server, model);
    }

    @GetMapping("/{key}/revocation")
    String confirm(Server server, ApiKey key) {
        return "apikeys/revocation";
    }

    @PostMapping("/{key}/revocation")
    String revoke(Server server, ApiKey key, RedirectAttributes redirect) {
        keys.delete(key);
        redirect.addFlashAttribute("flash", "“%s” is revoked.".formatted(key.name()));
        return "redirect:/email/servers/%s/api-keys".formatted(server.cuid());
    }
}
