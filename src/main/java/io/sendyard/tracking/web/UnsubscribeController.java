package io.sendyard.tracking.web;

import io.sendyard.core.NotFound;
import io.sendyard.tracking.Subscriptions;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The page for unsubscribing from broadcasts. Opening it changes nothing, because programs that
 * scan email open links too; its button does, and so does an email client that posts on its own
 * (RFC 8058 section 3.2). Such a client follows no redirects, so the POST is answered with the
 * page.
 */
@Controller
@RequestMapping("/u/{recipient}")
class UnsubscribeController {

    private final Subscriptions subscriptions;

    UnsubscribeController(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @GetMapping
    String show(@PathVariable String recipient, Model model) {
        model.addAttribute(
                "subscription", subscriptions.find(recipient).orElseThrow(NotFound::new));
        return "subscriptions/show";
    }

    /** What the body says does not matter: the link says it all. */
    @PostMapping
    String end(@PathVariable String recipient, Model model) {
        subscriptions.end(subscriptions.find(recipient).orElseThrow(NotFound::new));
        return show(recipient, model);
    }
}
