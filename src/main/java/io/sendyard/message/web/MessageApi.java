package io.sendyard.message.web;

import io.sendyard.apikey.Program;
import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.message.Cancellation;
import io.sendyard.message.MessageRecords;
import io.sendyard.message.Messages;
import io.sendyard.message.Resend;
import io.sendyard.server.Servers;
import io.sendyard.server.Stream;
import io.sendyard.server.Streams;
import io.sendyard.web.Caller;
import jakarta.validation.Valid;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/messages}. */
@RestController
@RequestMapping("/v1/messages")
class MessageApi {

    private static final int DEEPEST = 10_000;

    private final Messages messages;
    private final MessageRecords records;
    private final Cancellation cancellation;
    private final Resend resend;
    private final Servers servers;
    private final Streams streams;

    MessageApi(
            Messages messages,
            MessageRecords records,
            Cancellation cancellation,
            Resend resend,
            Servers servers,
            Streams streams) {
        this.messages = messages;
        this.records = records;
        this.cancellation = cancellation;
        this.resend = resend;
        this.servers = servers;
        this.streams = streams;
    }

    @GetMapping
    MessageJson.Page index(@Valid @ModelAttribute MessageQuery query, Caller caller) {
        var place = place(query, caller);
        var filter = query.filter(place.serverId(), place.streamId());
        int limit = query.limitOrDefault();
        int page = query.pageOrFirst();
        if (query.cursor() == null && (long) page * limit > DEEPEST) {
            throw Refusal.invalid(
                    "page", "Pages reach 10000 messages deep. Go on with the cursor.");
        }
        var found = messages.page(filter, (page - 1) * limit, limit, query.cursor() == null);
        return MessageJson.Page.of(found, page, limit);
    }

    @GetMapping("/{message}")
    MessageJson show(@PathVariable String message, Caller caller) {
        var found = messages.find(caller, MessageId.of(message));
        return MessageJson.of(found, records.outline(found.id()));
    }

    @DeleteMapping("/{message}")
    SendApi.Body cancel(@PathVariable String message, Caller caller) {
        var found = messages.find(caller, MessageId.of(message));
        return SendApi.Body.of(cancellation.cancel(found));
    }

    @PostMapping("/{message}/resend")
    ResponseEntity<SendApi.Body> resend(@PathVariable String message, Caller caller) {
        var accepted = resend.resend(messages.find(caller, MessageId.of(message)));
        return ResponseEntity.created(URI.create("/v1/messages/" + accepted.id()))
                .body(SendApi.Body.of(accepted));
    }

    /** A program's own server, or the one that a person names, by its id or a stream's. */
    private ListScope place(MessageQuery query, Caller caller) {
        var named =
                query.serverId() == null
                        ? null
                        : servers.reachable(caller, Cuid.of(query.serverId()));
        if (query.streamId() != null) {
            var stream = stream(query.streamId(), caller);
            if (named != null && named.id() != stream.serverId()) {
                throw new NotFound();
            }
            return new ListScope(stream.serverId(), stream.id());
        }
        if (named != null) {
            return new ListScope(named.id(), null);
        }
        if (caller instanceof Program program) {
            return new ListScope(program.server().id(), null);
        }
        throw Refusal.invalid("serverId", "Name the server, or one of its streams.");
    }

    private Stream stream(String id, Caller caller) {
        return streams.findInAccount(caller.accountId(), Cuid.of(id))
                .filter(stream -> servers.isReachable(caller, stream.serverId()))
                .orElseThrow(NotFound::new);
    }

    /** Where messages are looked for. */
    private record ListScope(long serverId, @Nullable Long streamId) {}
}
