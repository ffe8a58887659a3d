package io.sendyard.message;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.mime.MessageContent;
import io.sendyard.server.Server;
import io.sendyard.server.StreamLookup;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends a message's content to the same recipients again, as a new message. */
@Component
public class Resend {

    private static final String NOT_KEPT =
            "Its content is no longer kept, so it can’t be sent again.";

    private final MessageAcceptance acceptance;
    private final Recipients recipients;
    private final StreamLookup streams;

    Resend(MessageAcceptance acceptance, Recipients recipients, StreamLookup streams) {
        this.acceptance = acceptance;
        this.recipients = recipients;
        this.streams = streams;
    }

    /**
     * Why a message in that state can't be sent again; empty where it can.
     *
     * @param content null if it is no longer kept
     */
    public static Optional<String> obstacle(
            MessageStatus status, @Nullable MessageContent content) {
        if (content == null) {
            return Optional.of(NOT_KEPT);
        }
        return switch (status) {
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
     * Sends a message of that server, with a date and an id of its own.
     *
     * @param message with its content
     * @throws Refusal where there is an {@link #obstacle}, its content is purged, or it could not
     *     be accepted today
     */
    public Accepted resend(Server server, Message message) {
        var content = message.content();
        obstacle(message.status(), content)
                .ifPresent(why -> {
                    throw Refusal.conflict(null, why);
                });
        return acceptance.acceptAgain(
                server,
                streams.find(server.id(), message.streamId()).orElseThrow(NotFound::new),
                recipients(message),
                new Labels(message.tag(), message.metadata()),
                Objects.requireNonNull(content).bytes());
    }

    private Addressees recipients(Message message) {
        return new Addressees(
                recipients.ofMessage(message.id()).stream()
                        .map(recipient ->
                                new Addressees.One(
                                        recipient.kind(),
                                        EmailAddress.parse(recipient.address()).orElseThrow()))
                        .toList());
    }
}
