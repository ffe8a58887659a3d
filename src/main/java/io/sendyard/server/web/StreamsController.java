package io.sendyard.server.web;

import io.sendyard.core.Cuid;
import io.sendyard.server.NewStream;
import io.sendyard.server.Server;
import io.sendyard.server.Stream;
import io.sendyard.server.StreamChanges;
import io.sendyard.server.StreamType;
import io.sendyard.server.StreamWording;
import io.sendyard.server.Streams;
import io.sendyard.web.Form;
import jakarta.validation.Valid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The streams of a server. */
@Controller
@RequestMapping("/email/servers/{server}/streams")
class StreamsController {

    private final Streams streams;
    private final StreamChanges streamChanges;

    StreamsController(Streams streams, StreamChanges streamChanges) {
        this.streams = streams;
        this.streamChanges = streamChanges;
    }

    @GetMapping
    String index(Server server, Model model) {
        var standard = server.settings().delivery().defaultStreamId();
        var all =
                streams.ofServer(server.id()).stream()
                        .map(stream -> Row.of(stream, stream.cuid().equals(standard)))
                        .toList();
        model.addAttribute(
                "streams", all.stream().filter(row -> row.archivedAt() == null).toList());
        model.addAttribute(
                "archived", all.stream().filter(row -> row.archivedAt() != null).toList());
        return "streams/index";
    }

    @GetMapping("/new")
    String blank(Server server, Model model) {
        model.addAttribute("form", new NewStream("", StreamType.TRANSACTIONAL, null));
        model.addAttribute("types", StreamType.values());
        return "streams/new";
    }

    @PostMapping
    String create(
            Server server,
            @Valid @ModelAttribute("form") NewStream form,
            BindingResult errors,
            Model model,
            RedirectAttributes redirect) {
        var stream = Form.accept(errors, () -> streamChanges.open(server, form));
        if (stream == null) {
            model.addAttribute("types", StreamType.values());
            return "streams/new";
        }
        return back(server, "“%s” is ready.".formatted(stream.name()), redirect);
    }

    @GetMapping("/{stream}/edit")
    String edit(Server server, Stream stream, Model model) {
        model.addAttribute("form", stream.wording());
        return "streams/edit";
    }

    @PostMapping("/{stream}")
    String update(
            Server server,
            Stream stream,
            @Valid @ModelAttribute("form") StreamWording form,
            BindingResult errors,
            RedirectAttributes redirect) {
        return Form.accepted(errors, () -> streamChanges.change(stream, _ -> form))
                ? back(server, "“%s” is saved.".formatted(form.name()), redirect)
                : "streams/edit";
    }

    private static String back(Server server, String flash, RedirectAttributes redirect) {
        redirect.addFlashAttribute("flash", flash);
        return "redirect:/email/servers/%s/streams".formatted(server.cuid());
    }

    /**
     * One stream on the page.
     *
     * @param standard whether mail that names no stream goes by it
     */
    record Row(
            Cuid cuid,
            String name,
            String slug,
            StreamType type,
            @Nullable String description,
            Instant createdAt,
            boolean standard,
            @Nullable Instant archivedAt,
            @Nullable Instant purgedOn) {

        static Row of(Stream stream, boolean standard) {
            return new Row(
                    stream.cuid(),
                    stream.name(),
                    stream.slug(),
                    stream.type(),
                    stream.description(),
                    stream.createdAt(),
                    standard,
                    stream.archivedAt(),
                    stream.purgedOn());
        }
    }
}
