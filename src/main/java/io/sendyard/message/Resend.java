package io.sendyard.message;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.server.Streams;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sends a message's content to the same recipients again, as a new message. */
@Component
public class Resend {

    private static final String NOT_KEPT =
            "Its content is no longer kept, so it can’t be sent again.";

    private final MessageAcceptance acceptance;
    private final MessageRecords records;
    private final Servers servers;
    private final Streams streams;
    private final JdbcClient jdbc;

    Resend(
            MessageAcceptance acceptance,
            MessageRecords records,
            Servers servers,
            Streams streams,
            JdbcClient jdbc) {
        this.acceptance = acceptance;
        this.records = records;
        this.servers = servers;
        this.streams = streams;
        this.jdbc = jdbc;
    }

    /**
     * Why a message in that state can't be sent again; empty where it can.
     *
     * @param kept whether its content is still there
     */
    public Optional<String> obstacle(MessageState state, boolean kept) {
        if (!kept) {
            return Optional.of(NOT_KEPT);
        }
        return switch (state) {
            case SCHEDULED, QUEUED, DEFERRED, SENDING ->
                    Optional.of("It is still on its way, so it can’t be sent again yet.");
            case REJECTED ->
                    Optional.of(
                            "Its recipient must not be mailed. Take the address off the suppression list first, then send it again from your application.");
            case SENT, DELIVERED, BOUNCED, COMPLAINED, FAILED, CAPTURED, CANCELLED ->
                    Optional.empty();
        };
    }

    /**
     * Sends it, with a date and an id of its own.
     *
     * @throws Refusal where there is an {@link #obstacle}, its content is purged, or it could not
     *     be accepted today
     */
    public Accepted resend(Message message) {
        obstacle(MessageState.of(message.status(), message.deferred()), true)
                .ifPresent(why -> {
                    throw Refusal.conflict(null, why);
                });
        var stream = streams.find(message.serverId(), message.stream()).orElseThrow(NotFound::new);
        return acceptance.acceptAgain(
                server(message),
                stream,
                recipients(message),
                new Labels(message.tag(), message.metadata()),
                content(message));
    }

    private Server server(Message message) {
        return servers.findById(message.serverId())
                .filter(server -> server.deletedAt() == null)
                .orElseThrow(NotFound::new);
    }

    private Addressees recipients(Message message) {
        return new Addressees(
                records.outline(message.id()).recipients().stream()
                        .map(recipient ->
                                new Addressees.One(
                                        recipient.kind(),
                                        EmailAddress.parse(recipient.address()).orElseThrow()))
                        .toList());
    }

    private byte[] content(Message message) {
        return jdbc.sql("select content from message_content where message_id = :id")
                .param("id", message.id().uuid())
                .query(byte[].class)
                .optional()
                .orElseThrow(() -> Refusal.conflict(null, NOT_KEPT));
    }
}
