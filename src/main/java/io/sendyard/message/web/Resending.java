package io.sendyard.message.web;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.Refusal;
import io.sendyard.message.Accepted;
import io.sendyard.message.LoggedMessage;
import io.sendyard.message.MessageAcceptance;
import io.sendyard.message.MessageRecords;
import io.sendyard.message.Timeline;
import io.sendyard.server.Server;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sends what a message holds once more, as a message of its own. */
@Component
class Resending {

    private final MessageAcceptance acceptance;
    private final MessageRecords records;

    Resending(MessageAcceptance acceptance, MessageRecords records) {
        this.acceptance = acceptance;
        this.records = records;
    }

    /** Why a message can't be sent again; empty where it can. */
    Optional<String> obstacle(LoggedMessage message) {
        if (message.content() == null) {
            return Optional.of("Its content is no longer kept, so it can’t be sent again.");
        }
        return switch (message.state()) {
            case SCHEDULED, QUEUED, DEFERRED, SENDING ->
                    Optional.of("It is still on its way, so it can’t be sent again yet.");
            case REJECTED ->
                    Optional.of(
                            "Its recipient must not be mailed. Take the address off the suppression list first, then send it again from your application.");
            case SENT, DELIVERED, BOUNCED, COMPLAINED, FAILED, CAPTURED, CANCELLED ->
                    Optional.empty();
        };
    }

    /** Sends it to everybody it was for. */
    Accepted resend(Server server, LoggedMessage message) {
        obstacle(message)
                .ifPresent(why -> {
                    throw Refusal.conflict(null, why);
                });
        var recipients =
                records.timeline(message).recipients().stream()
                        .map(Timeline.Recipient::address)
                        .flatMap(address -> EmailAddress.parse(address).stream())
                        .toList();
        var content = message.content();
        if (content == null) {
            throw new IllegalStateException("There is no content after all");
        }
        var copy = new ByteArrayOutputStream();
        copy.writeBytes(
                "X-PM-Message-Stream: %s\r\n"
                        .formatted(message.streamId())
                        .getBytes(StandardCharsets.US_ASCII));
        copy.writeBytes(content.bytes());
        return acceptance.accept(server, recipients, copy.toByteArray());
    }
}
