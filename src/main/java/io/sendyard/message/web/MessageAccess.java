package io.sendyard.message.web;

import io.sendyard.apikey.Program;
import io.sendyard.core.Cuid;
import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.message.Message;
import io.sendyard.message.Messages;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.server.Stream;
import io.sendyard.server.StreamLookup;
import io.sendyard.server.Streams;
import io.sendyard.web.Caller;
import io.sendyard.web.LargeRequests;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what a call names: a message, or the server or stream whose messages to list. */
@Component
class MessageAccess {

    private final Messages messages;
    private final Servers servers;
    private final Streams streams;
    private final StreamLookup lookup;
    private final LargeRequests requests;

    MessageAccess(
            Messages messages,
            Servers servers,
            Streams streams,
            StreamLookup lookup,
            LargeRequests requests) {
        this.messages = messages;
        this.servers = servers;
        this.streams = streams;
        this.lookup = lookup;
        this.requests = requests;
    }

    /**
     * The message with that id, of a server that the caller reaches, without its content.
     *
     * @throws NotFound where there is none for this caller
     */
    Owned find(Caller caller, String id) {
        var message = messages.find(MessageId.of(id)).orElseThrow(NotFound::new);
        return new Owned(server(caller, message.serverId()), message);
    }

    /** The same with its content, as one of the caller's large requests. */
    Owned findWithContent(Caller caller, String id) {
        var found = find(caller, id);
        requests.begin(caller.accountId(), found.message().size());
        var message = messages.findWithContent(MessageId.of(id)).orElseThrow(NotFound::new);
        return new Owned(found.server(), message);
    }

    /** The stream of a message. */
    Stream stream(Message message) {
        return lookup.find(message.serverId(), message.streamId()).orElseThrow(NotFound::new);
    }

    /** A program's own server, or the one that a person names, by its id or a stream's. */
    Place place(Caller caller, MessageQuery query) {
        var named = query.serverId() == null ? null : server(caller, query.serverId());
        if (query.streamId() != null) {
            var stream = stream(caller, query.streamId());
            if (named != null && named.id() != stream.serverId()) {
                throw new NotFound();
            }
            return new Place(stream.serverId(), stream.id());
        }
        if (named != null) {
            return new Place(named.id(), null);
        }
        if (caller instanceof Program program) {
            return new Place(program.server().id(), null);
        }
        throw Refusal.invalid("serverId", "Name the server, or one of its streams.");
    }

    private Server server(Caller caller, long id) {
        if (caller instanceof Program program && program.server().id() == id) {
            return program.server();
        }
        return servers.findById(id)
                .filter(server -> server.accountId() == caller.accountId())
                .filter(server -> server.deletedAt() == null && caller.reaches(server.cuid()))
                .orElseThrow(NotFound::new);
    }

    private Server server(Caller caller, String id) {
        return servers.find(caller.accountId(), Cuid.of(id))
                .filter(server -> caller.reaches(server.cuid()))
                .orElseThrow(NotFound::new);
    }

    private Stream stream(Caller caller, String id) {
        return streams.findInAccount(caller.accountId(), Cuid.of(id))
                .filter(stream ->
                        servers.findById(stream.serverId())
                                .filter(server -> caller.reaches(server.cuid()))
                                .isPresent())
                .orElseThrow(NotFound::new);
    }

    /** A message with its server. */
    record Owned(Server server, Message message) {}

    /** Where to list messages. */
    record Place(long serverId, @Nullable Long streamId) {}
}
