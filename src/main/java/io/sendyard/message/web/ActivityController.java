package io.sendyard.message.web;

import static java.time.ZoneOffset.UTC;

import io.sendyard.message.MessageLog;
import io.sendyard.message.MessageRow;
import io.sendyard.message.MessageStatus;
import io.sendyard.server.Server;
import io.sendyard.server.Streams;
import io.sendyard.web.Installation;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

/** The log of a server's messages. */
@Controller
@RequestMapping("/email/servers/{server}/activity")
class ActivityController {

    static final int ROWS = 50;

    private final MessageLog log;
    private final Streams streams;
    private final Installation installation;
    private final Clock clock;

    ActivityController(MessageLog log, Streams streams, Installation installation, Clock clock) {
        this.log = log;
        this.streams = streams;
        this.installation = installation;
        this.clock = clock;
    }

    @GetMapping
    String index(Server server, @ModelAttribute("search") ActivityQuery search, Model model) {
        var all = streams.ofServer(server.id());
        var page = log.page(server.id(), search.search(all), ROWS);
        var links = new ActivityLinks(server);
        if (search.id().isPresent() && !page.rows().isEmpty()) {
            return "redirect:" + links.message(page.rows().getFirst().id());
        }
        var outbound = all.stream().filter(stream -> stream.type().outbound()).toList();
        model.addAttribute("page", page);
        model.addAttribute(
                "newer", page.newer() == null ? null : links.log(search.at(null, page.newer())));
        model.addAttribute(
                "older", page.older() == null ? null : links.log(search.at(page.older(), null)));
        model.addAttribute(
                "further",
                page.further() == null ? null : links.log(search.at(page.further(), null)));
        model.addAttribute("newest", links.log(search.at(null, null)));
        model.addAttribute("everything", links.log(ActivityQuery.all()));
        model.addAttribute(
                "live", links.live(search, page.rows().stream().map(MessageRow::id).toList()));
        var filters = new ActivityFilters(search, outbound, links);
        model.addAttribute("chips", filters.chips());
        model.addAttribute("periods", filters.periods(LocalDate.ofInstant(clock.instant(), UTC)));
        model.addAttribute("states", MessageStatus.values());
        model.addAttribute("streams", outbound);
        model.addAttribute("most", LogExport.MOST);
        model.addAttribute("fresh", page.rows().isEmpty() && isStart(search));
        model.addAttribute("smtpHost", Objects.requireNonNullElse(host(), "localhost"));
        model.addAttribute("smtp", installation.submission());
        return "activity/index";
    }

    private static boolean isStart(ActivityQuery search) {
        return !search.filters() && search.before() == null && search.after() == null;
    }

    private @Nullable String host() {
        return installation.baseUrl().getHost();
    }
}
