package io.sendyard.suppression.web;

import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import io.sendyard.server.Server;
import io.sendyard.server.Stream;
import io.sendyard.suppression.NewSuppression;
import io.sendyard.suppression.Suppression;
import io.sendyard.suppression.SuppressionList;
import io.sendyard.suppression.SuppressionPages;
import io.sendyard.suppression.SuppressionReason;
import io.sendyard.suppression.SuppressionSearch;
import io.sendyard.web.Form;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The pages of a server's suppressions. */
@Controller
@RequestMapping("/email/servers/{server}/suppressions")
class SuppressionsController {

    private static final int ROWS = 50;

    private final SuppressionList list;
    private final SuppressionPages pages;
    private final StreamChoice streams;
    private final Csv csv;

    SuppressionsController(
            SuppressionList list, SuppressionPages pages, StreamChoice streams, Csv csv) {
        this.list = list;
        this.pages = pages;
        this.streams = streams;
        this.csv = csv;
    }

    @GetMapping
    String index(Server server, @ModelAttribute("search") SuppressionSearch search, Model model) {
        var page = pages.page(server.id(), null, search, ROWS);
        var entries = page.rows();
        var names =
                streams.all(server).stream().collect(Collectors.toMap(Stream::id, Stream::name));
        model.addAttribute("entries", entries.stream().map(entry -> Row.of(entry, names)).toList());
        model.addAttribute(
                "newer",
                page.hasBefore() ? href(server, search, "before", entries.getFirst()) : null);
        model.addAttribute(
                "older", page.hasAfter() ? href(server, search, "after", entries.getLast()) : null);
        model.addAttribute(
                "export",
                query(server, "/export", search)
                        .encode()
                        .buildAndExpand(search.email())
                        .toUriString());
        model.addAttribute("reasons", SuppressionReason.values());
        return "suppressions/index";
    }

    /** What the page shows, all of it, as a file. */
    @GetMapping("/export")
    void export(Server server, SuppressionSearch search, HttpServletResponse response)
            throws IOException {
        csv.answer(server.accountId(), server.id(), null, search, response);
    }

    @GetMapping("/new")
    String blank(Server server, Model model) {
        model.addAttribute("form", new NewSuppression("", SuppressionReason.MANUAL, null));
        return blank(server, null, model);
    }

    @PostMapping
    String create(
            Server server,
            @Valid @ModelAttribute("form") NewSuppression form,
            BindingResult errors,
            @RequestParam(required = false) @Nullable String streamId,
            Model model,
            RedirectAttributes redirect) {
        var stream = streams.chosen(server, streamId);
        var put = Form.accept(errors, () -> list.put(server.id(), stream, form, "person"));
        if (put == null) {
            return blank(server, streamId, model);
        }
        redirect.addFlashAttribute(
                "flash",
                put.added()
                        ? "%s is not mailed any more.".formatted(put.suppression().email())
                        : "%s was on the list already.".formatted(put.suppression().email()));
        return "redirect:/email/servers/%s/suppressions".formatted(server.cuid());
    }

    private String blank(Server server, @Nullable String streamId, Model model) {
        model.addAttribute("streams", streams.outbound(server));
        model.addAttribute("chosen", streamId);
        model.addAttribute("reasons", SuppressionReason.values());
        return "suppressions/new";
    }

    private static String href(
            Server server, SuppressionSearch search, String direction, Suppression from) {
        return query(server, "", search)
                .queryParam(direction, from.cuid())
                .encode()
                .buildAndExpand(search.email())
                .toUriString();
    }

    private static UriComponentsBuilder query(
            Server server, String page, SuppressionSearch search) {
        var query =
                UriComponentsBuilder.fromPath(
                        "/email/servers/%s/suppressions%s".formatted(server.cuid(), page));
        if (!search.email().isEmpty()) {
            query.queryParam("email", "{email}");
        }
        if (search.reason() != null) {
            query.queryParam("reason", search.reason().key());
        }
        return query;
    }

    /**
     * One entry on the page.
     *
     * @param stream the name of the one it holds for; null for all
     */
    record Row(
            Cuid cuid,
            String email,
            SuppressionReason reason,
            @Nullable String stream,
            String origin,
            @Nullable String note,
            @Nullable MessageId messageId,
            Instant createdAt) {

        static Row of(Suppression entry, Map<Long, String> streams) {
            return new Row(
                    entry.cuid(),
                    entry.email(),
                    entry.reason(),
                    entry.streamId() == null ? null : streams.get(entry.streamId()),
                    entry.origin(),
                    entry.note(),
                    entry.messageId(),
                    entry.createdAt());
        }
    }
}
