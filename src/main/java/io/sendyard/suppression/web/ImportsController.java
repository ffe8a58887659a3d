package io.sendyard.suppression.web;

import io.sendyard.server.Server;
import io.sendyard.suppression.SuppressionImport;
import io.sendyard.suppression.SuppressionReason;
import io.sendyard.suppression.SuppressionUpload;
import io.sendyard.web.Form;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.multipart.MultipartFile;

/** Files of suppressions, from other senders or from another server. */
@Controller
@RequestMapping("/email/servers/{server}/suppressions/imports")
class ImportsController {

    private final SuppressionUpload uploads;
    private final StreamChoice streams;

    ImportsController(SuppressionUpload uploads, StreamChoice streams) {
        this.uploads = uploads;
        this.streams = streams;
    }

    @GetMapping
    String index(Server server) {
        return "redirect:/email/servers/%s/suppressions/imports/new".formatted(server.cuid());
    }

    @GetMapping("/new")
    String blank(Server server, Model model) {
        model.addAttribute("form", new Upload(null, SuppressionReason.MANUAL, null));
        return page(server, model);
    }

    @PostMapping
    String create(
            Server server, @ModelAttribute("form") Upload form, BindingResult errors, Model model) {
        var stream = streams.chosen(server, form.streamId());
        var taken =
                Form.accept(
                        errors,
                        () ->
                                uploads.take(
                                        server, stream, form.reason(), form.name(), form::content));
        return taken == null
                ? page(server, model)
                : "redirect:/email/servers/%s/suppressions/imports/%s"
                        .formatted(server.cuid(), taken.cuid());
    }

    @GetMapping("/{upload}")
    String show(Server server, SuppressionImport upload) {
        return "suppressions/import";
    }

    private String page(Server server, Model model) {
        model.addAttribute("streams", streams.outbound(server));
        model.addAttribute("reasons", SuppressionReason.values());
        return "suppressions/upload";
    }

    /**
     * A file, and what its rows mean that do not say.
     *
     * @param streamId empty for all streams
     */
    record Upload(
            @Nullable MultipartFile file, SuppressionReason reason, @Nullable String streamId) {

        Upload(
                @Nullable MultipartFile file,
                @Nullable SuppressionReason reason,
                @Nullable String streamId) {
            this.file = file;
            this.reason = Objects.requireNonNullElse(reason, SuppressionReason.MANUAL);
            this.streamId = streamId;
        }

        String name() {
            return file == null ? "" : Objects.requireNonNullElse(file.getOriginalFilename(), "");
        }

        InputStream content() throws IOException {
            return file == null ? InputStream.nullInputStream() : file.getInputStream();
        }
    }
}
