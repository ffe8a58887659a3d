package io.sendyard.account.web;

import io.sendyard.account.AccountSetup;
import io.sendyard.account.Accounts;
import io.sendyard.account.NewAccount;
import io.sendyard.account.SessionPrincipal;
import io.sendyard.core.NotFound;
import io.sendyard.web.Form;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;

/** The set-up page of an installation: it exists only while there is no account. */
@Controller
class SetupController {

    private final Accounts accounts;
    private final AccountSetup setup;

    SetupController(Accounts accounts, AccountSetup setup) {
        this.accounts = accounts;
        this.setup = setup;
    }

    @GetMapping("/setup")
    String blank(@ModelAttribute("form") NewAccount form) {
        requireNobody();
        return "setup/new";
    }

    @PostMapping("/setup")
    String create(
            @Valid @ModelAttribute("form") NewAccount form,
            BindingResult errors,
            HttpServletRequest request,
            HttpServletResponse response) {
        requireNobody();
        var owner = Form.accept(errors, () -> setup.createFirst(form));
        if (owner == null) {
            return "setup/new";
        }
        SessionStart.with(SessionPrincipal.of(owner), request, response);
        return "redirect:/email/servers";
    }

    private void requireNobody() {
        if (accounts.existsBy()) {
            throw new NotFound();
        }
    }
}
