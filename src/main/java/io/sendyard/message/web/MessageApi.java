package io.sendyard.message.web;

import io.sendyard.core.Refusal;
import io.sendyard.message.MessageEvents;
import io.sendyard.message.MessageLog;
import io.sendyard.message.Recipients;
import io.sendyard.web.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/messages}. */
@RestController
@RequestMapping("/v1/messages")
class MessageApi {

    private static final int DEEPEST = 10_000;

    private final MessageLog log;
    private final MessageAccess access;
    private final Recipients recipients;
    private final MessageEvents events;

    MessageApi(MessageLog log, MessageAccess access, Recipients recipients, MessageEvents events) {
        this.log = log;
        this.access = access;
        this.recipients = recipients;
        this.events = events;
    }

    @GetMapping
    MessageJson.Page index(@Valid @ModelAttribute MessageQuery query, Caller caller) {
        var place = access.place(caller, query);
        var search = query.search(place.streamId());
        int limit = query.limitOrDefault();
        int page = query.pageOrFirst();
        if (query.cursor() == null && (long) page * limit > DEEPEST) {
            throw Refusal.invalid(
                    "page", "Pages reach 10000 messages deep. Go on with the cursor.");
        }
        var found =
                log.list(
                        place.serverId(),
                        search,
                        (page - 1) * limit,
                        limit,
                        query.cursor() == null);
        return MessageJson.Page.of(found, page, limit);
    }

    @GetMapping("/{message}")
    MessageJson show(
            @PathVariable String message,
            @RequestParam(defaultValue = "0")
                    @Pattern(
                            regexp = "0|[1-9][0-9]{0,17}",
                            message = "Give the nextEventsCursor of the page before.")
                    String eventsCursor,
            Caller caller) {
        var found = access.find(caller, message);
        var id = found.message().id();
        return MessageJson.of(
                found.message(),
                found.server(),
                access.stream(found.message()),
                recipients.ofMessage(id),
                events.outline(id, Long.parseLong(eventsCursor)));
    }
}
