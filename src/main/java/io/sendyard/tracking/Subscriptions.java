package io.sendyard.tracking;

import io.sendyard.message.Recipient;
import io.sendyard.message.Recipients;
import io.sendyard.server.Servers;
import io.sendyard.server.Stream;
import io.sendyard.server.StreamLookup;
import io.sendyard.suppression.SuppressionList;
import io.sendyard.suppression.SuppressionReason;
import io.sendyard.suppression.Suppressions;
import io.sendyard.web.Installation;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Unsubscribing from broadcasts: each message's link identifies its recipient and ends what its
 * stream sends to that address.
 */
@Component
public class Subscriptions {

    private final MailTokens tokens;
    private final SuppressionList list;
    private final Suppressions suppressions;
    private final Recipients recipients;
    private final Servers servers;
    private final StreamLookup streams;
    private final Installation installation;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Subscriptions(
            MailTokens tokens,
            SuppressionList list,
            Suppressions suppressions,
            Recipients recipients,
            Servers servers,
            StreamLookup streams,
            Installation installation,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tokens = tokens;
        this.list = list;
        this.suppressions = suppressions;
        this.recipients = recipients;
        this.servers = servers;
        this.streams = streams;
        this.installation = installation;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The recipient's unsubscribe link: the same for each attempt, and valid as long as the message
     * is stored, because messages are opened late.
     */
    public URI link(long recipientId) {
        var facts = new MailTokens.Facts(recipientId, LocalDate.EPOCH);
        return URI.create(
                installation.baseUrl()
                        + "/u/"
                        + tokens.write(MailTokens.Purpose.UNSUBSCRIBE, facts));
    }

    /** The one that a link's token names; empty where it is not ours, or what it names is gone. */
    public Optional<Subscription> find(String token) {
        return tokens.read(MailTokens.Purpose.UNSUBSCRIBE, token).flatMap(this::find);
    }

    /** Ends it for this one stream; where that is so already, nothing happens. */
    @Transactional
    public void end(Subscription subscription) {
        boolean added =
                list.add(
                        subscription.serverId(),
                        subscription.streamId(),
                        subscription.address(),
                        SuppressionReason.UNSUBSCRIBE,
                        "recipient",
                        null,
                        subscription.messageId());
        if (added) {
            events.publishEvent(
                    new Unsubscribed(
                            subscription.serverId(), subscription.streamId(), clock.instant()));
        }
    }

    /** Ends the subscription of a message's recipient, as the recipient's provider asked. */
    @Transactional
    public void end(long recipientId) {
        recipients.findWithMessage(recipientId).flatMap(this::subscription).ifPresent(this::end);
    }

    private Optional<Subscription> find(MailTokens.Facts facts) {
        return recipients.findWithMessage(facts.recipientId()).flatMap(this::subscription);
    }

    private Optional<Subscription> subscription(Recipient recipient) {
        var address = recipient.emailAddress();
        return stream(recipient)
                .map(stream ->
                        new Subscription(
                                recipient.message().id(),
                                recipient.serverId(),
                                stream.id(),
                                stream.name(),
                                recipient.message().from(),
                                address,
                                suppressions
                                        .findInStream(
                                                recipient.serverId(), stream.id(), address.key())
                                        .isPresent()));
    }

    /** Its stream; empty if the server was deleted. */
    private Optional<Stream> stream(Recipient recipient) {
        return servers.findById(recipient.serverId())
                .filter(server -> server.deletedAt() == null)
                .flatMap(server -> streams.find(server.id(), recipient.streamId()));
    }
}
