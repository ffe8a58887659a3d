package io.sendyard.server;

import io.sendyard.core.Cuid;
import io.sendyard.core.Name;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens, rewords, archives and restores a server's streams, alone with the server, so that its
 * rules hold between them.
 */
@Component
public class StreamChanges {

    private final Servers servers;
    private final Streams streams;
    private final Clock clock;

    StreamChanges(Servers servers, Streams streams, Clock clock) {
        this.servers = servers;
        this.streams = streams;
        this.clock = clock;
    }

    /**
     * Opens a stream.
     *
     * @throws Refusal where the name is taken, or there is an inbound stream already and this would
     *     be another
     */
    @Transactional
    public Stream open(Server server, NewStream wanted) {
        var others = lock(server.id());
        requireFree(others, wanted.name(), null);
        requireOneInbound(others, wanted.type());
        var slug = Slug.from(wanted.name(), others.stream().map(Stream::slug).toList());
        return streams.save(new Stream(server, wanted, slug, clock.instant()));
    }

    /**
     * Changes the name and description that a stream has at this moment, so that two changes of
     * different fields both hold.
     *
     * @throws Refusal where another stream of the server has the name
     */
    @Transactional
    public Stream change(Stream stream, UnaryOperator<StreamWording> change) {
        var all = lock(stream.serverId());
        var locked = among(all, stream);
        var wanted = change.apply(locked.wording());
        requireFree(all, wanted.name(), stream.cuid());
        locked.change(wanted);
        return locked;
    }

    /**
     * Takes a stream out of use; it can be restored for 45 days.
     *
     * @throws Refusal where mail that names no stream goes by it
     */
    @Transactional
    public Stream archive(Stream stream) {
        var all = lock(stream.serverId());
        var server = servers.findById(stream.serverId()).orElseThrow(NotFound::new);
        if (stream.cuid().equals(server.settings().delivery().defaultStreamId())) {
            throw Refusal.conflict(
                    null,
                    "“%s” is the server's default stream. Choose another default first."
                            .formatted(stream.name()));
        }
        var locked = among(all, stream);
        if (!locked.archived()) {
            locked.archive(clock.instant());
        }
        return locked;
    }

    /**
     * Takes an archived stream into use again.
     *
     * @throws Refusal where there is another inbound stream by now
     */
    @Transactional
    public Stream restore(Stream stream) {
        var all = lock(stream.serverId());
        var locked = among(all, stream);
        if (locked.archived()) {
            requireOneInbound(all, locked.type());
            locked.restore();
        }
        return locked;
    }

    private List<Stream> lock(long serverId) {
        return servers.lock(serverId)
                .map(server -> streams.ofServer(server.id()))
                .orElseThrow(NotFound::new);
    }

    private static Stream among(List<Stream> streams, Stream stream) {
        return streams.stream()
                .filter(other -> other.id() == stream.id())
                .findAny()
                .orElseThrow(NotFound::new);
    }

    private static void requireFree(List<Stream> streams, String name, @Nullable Cuid except) {
        var key = Name.key(name);
        if (streams.stream()
                .anyMatch(other ->
                        Name.key(other.name()).equals(key) && !other.cuid().equals(except))) {
            throw Refusal.conflict(
                    "name",
                    "This server already has a stream called “%s”. Choose another name."
                            .formatted(name));
        }
    }

    private static void requireOneInbound(List<Stream> streams, StreamType type) {
        if (type == StreamType.INBOUND
                && streams.stream()
                        .anyMatch(
                                other -> other.type() == StreamType.INBOUND && !other.archived())) {
            throw Refusal.conflict(
                    "type", "A server has one inbound stream, and this one has it already.");
        }
    }
}
