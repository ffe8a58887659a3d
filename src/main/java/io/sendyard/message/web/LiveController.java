package io.sendyard.message.web;

import io.sendyard.core.MessageId;
import io.sendyard.server.Server;
import io.sendyard.server.StreamLookup;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Changes in the log while it is being viewed. */
@Controller
class LiveController {

    private final LiveUpdates rows;
    private final StreamLookup streams;

    LiveController(LiveUpdates rows, StreamLookup streams) {
        this.rows = rows;
        this.streams = streams;
    }

    /**
     * Events of a page of the log (text/event-stream): {@code states} of the rows it shows, and how
     * many {@code newer} ones there are if it is the first.
     */
    @GetMapping("/email/servers/{server}/activity/live")
    ResponseEntity<SseEmitter> show(
            Server server,
            @ModelAttribute("search") ActivityQuery search,
            @RequestParam(defaultValue = "") String shown,
            @RequestParam(defaultValue = "false") boolean first)
            throws IOException {
        var wanted = search.search(streams.ofServer(server.id()));
        return rows.open(server.id(), wanted, ids(shown), first)
                .map(emitter ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(emitter))
                // A browser that gets this does not ask again.
                .orElseGet(() -> ResponseEntity.status(HttpStatus.NO_CONTENT).build());
    }

    private static List<MessageId> ids(String shown) {
        return Stream.of(shown.split(",", -1))
                .filter(id -> !id.isEmpty())
                .limit(ActivityController.ROWS)
                .map(MessageId::of)
                .toList();
    }
}
