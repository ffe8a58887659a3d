package io.sendyard.message.web;

import io.sendyard.message.MessageLog;
import io.sendyard.message.MessageRow;
import io.sendyard.message.MessageStatus;
import io.sendyard.server.Server;
import io.sendyard.server.Stream;
import io.sendyard.server.Streams;
import io.sendyard.web.Installation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
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

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

    private final MessageLog log;
    private final Streams streams;
    private final LogExport export;
    private final Installation installation;
    private final Clock clock;

    ActivityController(
            MessageLog log,
            Streams streams,
            LogExport export,
            Installation installation,
            Clock clock) {
        this.log = log;
        this.streams = streams;
        this.export = export;
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
        model.addAttribute("chips", chips(search, outbound, links));
        model.addAttribute("periods", periods(search, links));
        model.addAttribute("states", MessageStatus.values());
        model.addAttribute("streams", outbound);
        model.addAttribute("most", LogExport.MOST);
        model.addAttribute("fresh", page.rows().isEmpty() && isStart(search));
        model.addAttribute("smtpHost", Objects.requireNonNullElse(host(), "localhost"));
        model.addAttribute("smtp", installation.submission());
        return "activity/index";
    }

    /** The log as a file, with the same filters. */
    @GetMapping("/export")
    void export(
            Server server,
            @ModelAttribute("search") ActivityQuery search,
            HttpServletResponse response)
            throws IOException {
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(
                                "%s activity %s.csv".formatted(server.name(), today()),
                                StandardCharsets.UTF_8)
                        .build()
                        .toString());
        var wanted = search.at(null, null).search(streams.ofServer(server.id()));
        export.write(server, wanted, response.getWriter());
    }

    private static boolean isStart(ActivityQuery search) {
        return !search.filters() && search.before() == null && search.after() == null;
    }

    private @Nullable String host() {
        return installation.baseUrl().getHost();
    }

    private static List<Chip> chips(
            ActivityQuery search, List<Stream> streams, ActivityLinks links) {
        var chips = new ArrayList<Chip>();
        if (search.q() != null) {
            chips.add(new Chip("Search", search.q(), links.log(search.asking(null))));
        }
        if (search.state() != null) {
            chips.add(new Chip("Status", search.state().label(), links.log(search.in(null))));
        }
        if (search.stream() != null) {
            var name =
                    streams.stream()
                            .filter(stream -> stream.slug().equals(search.stream()))
                            .map(Stream::name)
                            .findAny()
                            .orElse(search.stream());
            chips.add(new Chip("Stream", name, links.log(search.by(null))));
        }
        if (search.tag() != null) {
            chips.add(new Chip("Tag", search.tag(), links.log(search.tagged(null))));
        }
        if (search.from() != null || search.to() != null) {
            var days = days(search.from(), search.to());
            chips.add(new Chip("PeriodLink", days, links.log(search.during(null, null))));
        }
        return chips;
    }

    private static String days(@Nullable LocalDate from, @Nullable LocalDate to) {
        if (from == null || to == null) {
            return from == null ? "until " + day(to) : "since " + day(from);
        }
        return from.equals(to) ? day(from) : day(from) + " to " + day(to);
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "" : DAY.format(day);
    }

    private List<PeriodLink> periods(ActivityQuery search, ActivityLinks links) {
        var today = today();
        var yesterday = today.minusDays(1);
        return List.of(
                period("Today", today, today, search, links),
                period("Yesterday", yesterday, yesterday, search, links),
                period("Last 7 days", today.minusDays(6), today, search, links),
                period("Last 30 days", today.minusDays(29), today, search, links));
    }

    private static PeriodLink period(
            String label, LocalDate from, LocalDate to, ActivityQuery search, ActivityLinks links) {
        boolean current = from.equals(search.from()) && to.equals(search.to());
        return new PeriodLink(label, links.log(search.during(from, to)), current);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** A filter that is in use, and the log without it. */
    record Chip(String name, String value, String without) {}

    /** A period to choose. */
    record PeriodLink(String label, String href, boolean current) {}
}
