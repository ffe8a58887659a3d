package io.sendyard.message.web;

import io.sendyard.core.ApiEnum;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.message.Message;
import io.sendyard.message.Recipients;
import io.sendyard.message.Resend;
import io.sendyard.mime.MessageContent;
import io.sendyard.mime.MessageParts;
import io.sendyard.server.Server;
import io.sendyard.server.Stream;
import io.sendyard.server.StreamLookup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One message: what happened to it, and what is in it. */
@Controller
@RequestMapping("/email/servers/{server}/activity/{message}")
class MessagesController {

    private static final int SHOWN_RAW = 64 * 1024;

    /** Rows of the timeline that are read: of two hundred recipients and as many events. */
    private static final int MOST_READ = 2 * TimelineEntries.MOST;

    private final Recipients recipients;
    private final StreamLookup streams;
    private final Resend resend;
    private final Previews previews;

    MessagesController(
            Recipients recipients, StreamLookup streams, Resend resend, Previews previews) {
        this.recipients = recipients;
        this.streams = streams;
        this.resend = resend;
        this.previews = previews;
    }

    @GetMapping
    String show(
            Server server,
            Message message,
            @RequestParam(required = false) @Nullable View view,
            @RequestParam(defaultValue = "") String pictures,
            Model model) {
        var content = message.content();
        model.addAttribute(
                "timeline",
                TimelineEntries.of(message, recipients.withEvents(message.id(), MOST_READ)));
        model.addAttribute(
                "stream",
                streams.find(server.id(), message.streamId()).map(Stream::name).orElse(null));
        model.addAttribute("obstacle", Resend.obstacle(message.shown(), content).orElse(null));
        if (content != null) {
            content(server, content, view, pictures.equals("load"), model);
        }
        return "activity/show";
    }

    /** The HTML text, for a sandboxed frame; {@code security} writes the headers that guard it. */
    @GetMapping("/preview")
    ResponseEntity<byte[]> preview(
            Server server, Message message, @RequestParam(defaultValue = "") String pictures) {
        var parts = content(message).parts();
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(
                        previews.of(server.accountId(), parts, pictures.equals("load"))
                                .html()
                                .getBytes(StandardCharsets.UTF_8));
    }

    /** All of it, as it went out. */
    @GetMapping("/raw")
    ResponseEntity<byte[]> raw(Server server, Message message) {
        return file(message.id() + ".eml", content(message));
    }

    /** One attachment, by its position in the list, from 1. */
    @GetMapping("/attachment")
    ResponseEntity<byte[]> attachment(
            Server server, Message message, @RequestParam(defaultValue = "0") int number) {
        var files = content(message).parts().attachments();
        if (number < 1 || number > files.size()) {
            throw new NotFound();
        }
        var file = files.get(number - 1);
        return file(file.name(), file.content());
    }

    @PostMapping("/resending")
    String resend(Server server, Message message, RedirectAttributes redirect) {
        var links = new ActivityLinks(server);
        try {
            var accepted = resend.resend(server, message);
            redirect.addFlashAttribute("flash", "It is sent again, as this message.");
            return "redirect:" + links.message(accepted.id());
        } catch (Refusal refusal) {
            redirect.addFlashAttribute("trouble", refusal.sentence());
            return "redirect:" + links.message(message.id());
        }
    }

    private void content(
            Server server,
            MessageContent content,
            @Nullable View wanted,
            boolean load,
            Model model) {
        var parts = content.parts();
        var view = wanted == null ? standard(parts) : wanted;
        model.addAttribute("parts", parts);
        model.addAttribute("view", view.key());
        model.addAttribute("views", List.of(View.values()));
        model.addAttribute("replyTo", parts.header("Reply-To").orElse(null));
        model.addAttribute("to", parts.header("To").orElse(null));
        model.addAttribute("cc", parts.header("Cc").orElse(null));
        model.addAttribute("loaded", load);
        switch (view) {
            case HTML ->
                    model.addAttribute(
                            "remote",
                            previews.of(server.accountId(), parts, load).remotePictures());
            case RAW -> {
                model.addAttribute("raw", content.beginning(SHOWN_RAW));
                model.addAttribute("whole", content.size() <= SHOWN_RAW);
            }
            case TEXT, HEADERS, ATTACHMENTS -> {
                // It is all in the parts.
            }
        }
    }

    private static View standard(MessageParts parts) {
        return parts.html() != null ? View.HTML : View.TEXT;
    }

    private static MessageContent content(Message message) {
        return Optional.ofNullable(message.content()).orElseThrow(NotFound::new);
    }

    /** A download that no browser takes for anything but a file. */
    private static ResponseEntity<byte[]> file(String name, MessageContent content) {
        var plain = name.replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]|\\p{Cf}", "_");
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(plain, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(content.bytes());
    }

    /** The ways to look at a message. */
    enum View implements ApiEnum {
        HTML,
        TEXT,
        HEADERS,
        RAW,
        ATTACHMENTS;

        @Override
        public String label() {
            return this == HTML ? "HTML" : ApiEnum.super.label();
        }
    }
}
