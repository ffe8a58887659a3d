package io.sendyard.account.web;

import io.sendyard.account.NewPassword;
import io.sendyard.account.PasswordChange;
import io.sendyard.account.People;
import io.sendyard.account.SessionPrincipal;
import io.sendyard.account.SignInRefused;
import io.sendyard.account.SignedIn;
import io.sendyard.core.ClientAddress;
import io.sendyard.core.Name;
import io.sendyard.core.PlainText;
import io.sendyard.web.Form;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own name and password. */
@Controller
class ProfileController {

    private final People people;
    private final PasswordChange passwords;

    ProfileController(People people, PasswordChange passwords) {
        this.people = people;
        this.passwords = passwords;
    }

    @GetMapping("/settings")
    String index() {
        return "redirect:/settings/profile";
    }

    @GetMapping("/settings/profile")
    String edit(SignedIn you, Model model) {
        return page(you, model);
    }

    @PostMapping("/settings/profile")
    String update(
            SignedIn you,
            @Valid @ModelAttribute("form") Profile form,
            BindingResult errors,
            Model model,
            RedirectAttributes redirect) {
        boolean done =
                Form.accepted(
                        errors,
                        () -> {
                            you.person().rename(form.name());
                            people.save(you.person());
                        });
        if (!done) {
            return page(you, model);
        }
        redirect.addFlashAttribute("flash", "Your profile is saved.");
        return "redirect:/settings/profile";
    }

    @GetMapping("/settings/profile/password")
    String password() {
        return "redirect:/settings/profile";
    }

    @PostMapping("/settings/profile/password")
    String changePassword(
            SignedIn you,
            @Valid @ModelAttribute("passwordForm") Passwords form,
            BindingResult errors,
            Model model,
            RedirectAttributes redirect,
            HttpServletRequest request,
            HttpServletResponse response) {
        var client = ClientAddress.of(request.getRemoteAddr());
        @Nullable SessionPrincipal principal;
        try {
            principal =
                    Form.accept(
                            errors,
                            () ->
                                    passwords.change(
                                            you.person(), form.current(), form.password(), client));
        } catch (SignInRefused refused) {
            refuse(refused, errors, response);
            return page(you, model);
        }
        if (principal == null) {
            return page(you, model);
        }
        SessionStart.with(principal, request, response);
        redirect.addFlashAttribute(
                "flash", "Your password is changed. Other sessions and access tokens are ended.");
        return "redirect:/settings/profile";
    }

    private static void refuse(
            SignInRefused refused, BindingResult errors, HttpServletResponse response) {
        if (refused.pause().isPositive()) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(refused.pause().toSeconds()));
            errors.rejectValue("current", "rate_limited", refused.sentence());
        } else {
            errors.rejectValue("current", "invalid", "This is not your present password.");
        }
    }

    private static String page(SignedIn you, Model model) {
        if (!model.containsAttribute("form")) {
            model.addAttribute("form", new Profile(you.person().name()));
        }
        if (!model.containsAttribute("passwordForm")) {
            model.addAttribute("passwordForm", new Passwords("", ""));
        }
        model.addAttribute("email", you.person().email());
        return "profile/edit";
    }

    /** What can be changed of oneself. */
    record Profile(@NotNull(message = "Tell us your name.") @PlainText String name) {

        Profile {
            name = Name.kept(name);
        }
    }

    /** The password of today and the one wanted. */
    record Passwords(
            @NotNull(message = "Give your present password.") String current,
            @NewPassword String password) {

        @Override
        public String toString() {
            return "Passwords[]";
        }
    }
}
