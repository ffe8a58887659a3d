package io.sendyard.message.web;

import io.sendyard.account.SignedIn;
import io.sendyard.core.EmailAddress;
import io.sendyard.message.TestEmail;
import io.sendyard.server.Server;
import io.sendyard.web.Form;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A test email to oneself. */
@Controller
@RequestMapping("/email/servers/{server}/activity/test")
class TestEmailController {

    private final TestEmail test;

    TestEmailController(TestEmail test) {
        this.test = test;
    }

    @GetMapping
    String blank(Server server, SignedIn you, Model model) {
        model.addAttribute("form", new TestEmailForm());
        return form(server, you, model);
    }

    @PostMapping
    String create(
            Server server,
            SignedIn you,
            @ModelAttribute("form") TestEmailForm form,
            BindingResult errors,
            Model model,
            RedirectAttributes redirect) {
        var to = EmailAddress.parse(you.person().email()).orElseThrow();
        var accepted = Form.accept(errors, () -> test.send(server, to));
        if (accepted == null) {
            return form(server, you, model);
        }
        redirect.addFlashAttribute("flash", "The test email is accepted.");
        return "redirect:" + new ActivityLinks(server).message(accepted.id());
    }

    private String form(Server server, SignedIn you, Model model) {
        model.addAttribute("from", test.from(server).map(EmailAddress::toString).orElse(null));
        model.addAttribute("to", you.person().email());
        return "activity/test";
    }

    /** Nothing has to be chosen. */
    record TestEmailForm() {}
}
