package io.sendyard.account.web;

import io.sendyard.account.Accounts;
import io.sendyard.account.SignInRefused;
import io.sendyard.account.SignInTarget;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.WebAttributes;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The sign-in page. The form itself is taken by the filter in front, which forwards here what it
 * refused.
 */
@Controller
class SessionsController {

    private final Accounts accounts;

    SessionsController(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/sign-in")
    String blank(
            @RequestParam(name = SignInTarget.PARAMETER, required = false) @Nullable String wanted,
            @Nullable Principal you,
            Model model) {
        var target = SignInTarget.of(wanted);
        if (you != null) {
            return "redirect:" + target.path();
        }
        model.addAttribute("target", target);
        return accounts.existsBy() ? "sessions/new" : "redirect:/setup";
    }

    @PostMapping("/sign-in/failure")
    String refused(
            @RequestAttribute(name = WebAttributes.AUTHENTICATION_EXCEPTION, required = false)
                    @Nullable SignInRefused refused,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(name = SignInTarget.PARAMETER, required = false) @Nullable String wanted,
            Model model,
            HttpServletResponse response) {
        var target = SignInTarget.of(wanted);
        if (refused == null) {
            return "redirect:" + target.signInPage();
        }
        boolean tooMany = refused.pause().isPositive();
        response.setStatus(
                (tooMany ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.UNAUTHORIZED).value());
        if (tooMany) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(refused.pause().toSeconds()));
        }
        model.addAttribute("target", target);
        model.addAttribute("email", email);
        model.addAttribute("problem", refused.sentence());
        return "sessions/new";
    }
}
