package io.sendyard.message.web;

import io.sendyard.account.SignedIn;
import io.sendyard.core.MessageId;
import io.sendyard.server.Server;
import io.sendyard.server.StreamLookup;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Changes in the log while it is being viewed. */
@Controller
class LiveController {

    /** No page follows the log for longer without asking again. */
    private static final String RETRY_AFTER_SECONDS = "30";

    private final LiveUpdates rows;
    private final StreamLookup streams;

    LiveController(LiveUpdates rows, StreamLookup streams) {
        this.rows = rows;
        this.streams = streams;
    }

    /**
     * Events of a page of the log (text/event-stream): {@code states} of the rows it shows, and how
     * many {@code newer} ones there are if it is the first. A browser doesn't reconnect after a
     * status other than 200.
     */
    @GetMapping("/email/servers/{server}/activity/live")
    ResponseEntity<SseEmitter> show(
            SignedIn person,
            Server server,
            @ModelAttribute("search") ActivityQuery search,
            @RequestParam(defaultValue = "") String shown,
            @RequestParam(defaultValue = "false") boolean first,
            HttpMethod method)
            throws IOException {
        var wanted = search.search(streams.ofServer(server.id()));
        var ids = ids(shown);
        if (rows.isClosing()) {
            return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
        }
        if (HttpMethod.HEAD.equals(method)) {
            return followed().contentType(MediaType.TEXT_EVENT_STREAM).build();
        }
        return rows.open(person.person(), server.id(), wanted, ids, first)
                .map(emitter -> followed().body(emitter))
                .orElseGet(LiveController::refused);
    }

    private static ResponseEntity.BodyBuilder followed() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore());
    }

    private static ResponseEntity<SseEmitter> refused() {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    private static List<MessageId> ids(String shown) {
        return Stream.of(shown.split(",", -1))
                .filter(id -> !id.isEmpty())
                .limit(ActivityController.ROWS)
                .map(MessageId::of)
                .toList();
    }
}
