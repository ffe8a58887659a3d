package io.sendyard.server.web;

import io.sendyard.server.Server;
import io.sendyard.server.Stream;
import io.sendyard.server.StreamChanges;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Archives streams and restores them. */
@Controller
@RequestMapping("/email/servers/{server}/streams/{stream}")
class StreamArchivalController {

    private final StreamChanges streamChanges;

    StreamArchivalController(StreamChanges streamChanges) {
        this.streamChanges = streamChanges;
    }

    @PostMapping("/archival")
    String create(Server server, Stream stream, RedirectAttributes redirect) {
        streamChanges.archive(stream);
        return back(
                server,
                "“%s” is archived. It can be restored for 45 days.".formatted(stream.name()),
                redirect);
    }

    @PostMapping("/restoration")
    String delete(Server server, Stream stream, RedirectAttributes redirect) {
        streamChanges.restore(stream);
        return back(server, "“%s” is restored.".formatted(stream.name()), redirect);
    }

    private static String back(Server server, String flash, RedirectAttributes redirect) {
        redirect.addFlashAttribute("flash", flash);
        return "redirect:/email/servers/%s/streams".formatted(server.cuid());
    }
}
