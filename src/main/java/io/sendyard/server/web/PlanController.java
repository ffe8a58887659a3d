package io.sendyard.server.web;

import io.sendyard.account.Account;
import io.sendyard.account.Accounts;
import io.sendyard.account.Plan;
import io.sendyard.account.Plans;
import io.sendyard.account.Role;
import io.sendyard.account.SignedIn;
import io.sendyard.core.Refusal;
import io.sendyard.server.ServerUsage;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The plans side by side, with what the account uses of its own. */
@Controller
@RequestMapping("/settings/plan")
class PlanController {

    private static final int MOST_SERVERS = 1_000_000;

    private final Plans plans;
    private final Accounts accounts;
    private final ServerUsage usage;

    PlanController(Plans plans, Accounts accounts, ServerUsage usage) {
        this.plans = plans;
        this.accounts = accounts;
        this.usage = usage;
    }

    @GetMapping
    String show(SignedIn you, Model model) {
        var account = you.account();
        model.addAttribute(
                "plans", plans.all().stream().map(plan -> Offer.of(plan, account)).toList());
        model.addAttribute("usage", usage.of(account));
        model.addAttribute("changes", mayChange(you));
        return "plans/show";
    }

    @PostMapping
    String update(
            SignedIn you,
            @RequestParam String plan,
            @RequestParam(required = false) @Nullable String maxServers,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        if (!mayChange(you)) {
            throw Refusal.forbidden("Only the operator of this installation changes plans.");
        }
        if (!plans.offers(plan)) {
            throw Refusal.invalid("plan", "There is no such plan.");
        }
        var wanted = plans.named(plan);
        var number = number(maxServers);
        if (wanted.custom() && number == null) {
            model.addAttribute(
                    "problem",
                    "Say how many servers the account may have, 1 to %,d.".formatted(MOST_SERVERS));
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(you, model);
        }
        you.account().moveTo(wanted, number);
        accounts.save(you.account());
        redirect.addFlashAttribute(
                "flash", "The account is on the %s plan.".formatted(wanted.name()));
        return "redirect:/settings/plan";
    }

    private boolean mayChange(SignedIn you) {
        return you.person().operator()
                || (plans.ownersChangePlan() && you.person().role() == Role.OWNER);
    }

    private static @Nullable Integer number(@Nullable String text) {
        if (text == null || !text.matches("[0-9]{1,7}")) {
            return null;
        }
        int number = Integer.parseInt(text);
        return number < 1 || number > MOST_SERVERS ? null : number;
    }

    /** One plan on the page. */
    record Offer(String key, String label, String limit, boolean current, boolean custom) {

        static Offer of(Plan plan, Account account) {
            boolean current = plan.key().equals(account.plan());
            return new Offer(
                    plan.key(), plan.name(), words(plan, account, current), current, plan.custom());
        }

        private static String words(Plan plan, Account account, boolean current) {
            if (plan.custom() && !current) {
                return "A number of your own";
            }
            var limit = plan.limit(account.maxServers());
            if (limit == null) {
                return "Unlimited";
            }
            return limit == 1 ? "1 server" : "%,d servers".formatted(limit);
        }
    }
}
