package io.sendyard.account.web;

import io.sendyard.account.AccessToken;
import io.sendyard.account.AccessTokenIssue;
import io.sendyard.account.AccessTokens;
import io.sendyard.account.SignedIn;
import io.sendyard.core.Cuid;
import io.sendyard.core.NotFound;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own access tokens. */
@Controller
@RequestMapping("/settings/access-tokens")
class AccessTokensController {

    private final AccessTokens tokens;
    private final AccessTokenIssue issue;
    private final Clock clock;

    AccessTokensController(AccessTokens tokens, AccessTokenIssue issue, Clock clock) {
        this.tokens = tokens;
        this.issue = issue;
        this.clock = clock;
    }

    @GetMapping
    String index(SignedIn you, Model model) {
        model.addAttribute("tokens", tokens.ofPerson(you.person().id()));
        model.addAttribute("now", clock.instant());
        return "accesstokens/index";
    }

    @GetMapping("/new")
    String blank(Model model) {
        model.addAttribute("form", new AccessTokenIssue.NewAccessToken("", null));
        return "accesstokens/new";
    }

    @PostMapping
    String create(
            SignedIn you,
            @Valid @ModelAttribute("form") AccessTokenIssue.NewAccessToken form,
            BindingResult errors,
            Model model,
            HttpServletResponse response) {
        var issued = Form.accept(errors, () -> issue.issue(you.person(), form));
        if (issued == null) {
            return "accesstokens/new";
        }
        NewSecretView.inPlaceOfThePage(response);
        model.addAttribute(
                "issued",
                new NewSecretView(form.name(), issued.secret().reveal(), null, form.expiresAt()));
        return index(you, model);
    }

    @GetMapping("/{token}/revocation")
    String confirm(SignedIn you, @PathVariable String token, Model model) {
        model.addAttribute("key", find(you, token));
        return "accesstokens/revocation";
    }

    @PostMapping("/{token}/revocation")
    String revoke(SignedIn you, @PathVariable String token, RedirectAttributes redirect) {
        var found = find(you, token);
        tokens.delete(found);
        redirect.addFlashAttribute("flash", "“%s” is revoked.".formatted(found.name()));
        return "redirect:/settings/access-tokens";
    }

    private AccessToken find(SignedIn you, String token) {
        return tokens.find(you.person().id(), Cuid.of(token)).orElseThrow(NotFound::new);
    }
}
