package io.sendyard.suppression.web;

import io.sendyard.core.Cuid;
import io.sendyard.core.NotFound;
import io.sendyard.server.Server;
import io.sendyard.server.Stream;
import io.sendyard.server.Streams;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an entry can hold for: one of the streams by which mail goes out, or all of them. */
@Component
class StreamChoice {

    private final Streams streams;

    StreamChoice(Streams streams) {
        this.streams = streams;
    }

    /** The archived and the inbound ones too. */
    List<Stream> all(Server server) {
        return streams.ofServer(server.id());
    }

    List<Stream> outbound(Server server) {
        return streams.liveOf(server.id()).stream()
                .filter(stream -> stream.type().outbound())
                .toList();
    }

    /** The one that a form names; null for all, where it names none. */
    @Nullable Stream chosen(Server server, @Nullable String id) {
        return id == null || id.isEmpty()
                ? null
                : streams.find(server.id(), Cuid.of(id)).orElseThrow(NotFound::new);
    }
}
