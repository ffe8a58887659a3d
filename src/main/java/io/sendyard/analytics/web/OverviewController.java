package io.sendyard.analytics.web;

import io.sendyard.analytics.FirstSteps;
import io.sendyard.analytics.LatestMail;
import io.sendyard.analytics.Overviews;
import io.sendyard.analytics.Period;
import io.sendyard.analytics.SetUp;
import io.sendyard.sender.SenderPolicy;
import io.sendyard.server.Server;
import io.sendyard.server.TokenView;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first screen of a server. */
@Controller
class OverviewController {

    private final Overviews overviews;
    private final LatestMail latest;
    private final SenderPolicy senders;
    private final FirstSteps firstSteps;

    OverviewController(
            Overviews overviews, LatestMail latest, SenderPolicy senders, FirstSteps firstSteps) {
        this.overviews = overviews;
        this.latest = latest;
        this.senders = senders;
        this.firstSteps = firstSteps;
    }

    @GetMapping("/email/servers/{server}")
    String show(
            Server server, @RequestParam(required = false) @Nullable Period period, Model model) {
        var overview = overviews.of(server, period == null ? Period.DAY : period);
        var now = latest.of(server.id());
        var sender = senders.example(server.id());
        model.addAttribute("overview", overview);
        model.addAttribute("periods", Period.values());
        model.addAttribute("now", now);
        model.addAttribute("unused", now.latest().isEmpty() && overview.counts().isEmpty());
        model.addAttribute(
                "setUp", new SetUp(sender, !now.latest().isEmpty(), overview.captures()));
        model.addAttribute("token", TokenView.masked(server));
        model.addAttribute("firstSteps", firstSteps);
        model.addAttribute("body", firstSteps.body(sender));
        return "servers/show";
    }
}
