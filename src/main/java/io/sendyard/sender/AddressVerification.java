package io.sendyard.sender;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.core.Secret;
import io.sendyard.web.Installation;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Proves that somebody reads an address's mail: a link is mailed to it, and opened. */
@Component
public class AddressVerification {

    private static final int TOKEN_LENGTH = 40;

    private final SenderIdentities identities;
    private final ObjectProvider<AddressConfirmation> post;
    private final Installation installation;
    private final Clock clock;

    AddressVerification(
            SenderIdentities identities,
            ObjectProvider<AddressConfirmation> post,
            Installation installation,
            Clock clock) {
        this.identities = identities;
        this.post = post;
        this.installation = installation;
        this.clock = clock;
    }

    /**
     * Mails one more link, in place of those of before.
     *
     * @throws Refusal where one was mailed less than a minute ago
     */
    @Transactional
    public SenderIdentity mailAgain(SenderIdentity identity) {
        var now = identities.find(identity.serverId(), identity.cuid()).orElseThrow(NotFound::new);
        if (!now.verified()) {
            if (now.wasMailedJustNow(clock.instant())) {
                throw Refusal.conflict(
                        null, "A link was mailed less than a minute ago. Look for it first.");
            }
            mail(now);
        }
        return now;
    }

    /** The address whose link bears that token; empty where it is unknown or its time is over. */
    public Optional<SenderIdentity> find(String token) {
        return identities
                .findByConfirmation(Secret.of(token).hash())
                .filter(identity -> identity.verified() || !identity.linkExpired(clock.instant()));
    }

    /**
     * Takes a link for the proof that it is.
     *
     * @throws NotFound where the token is unknown or its time is over
     */
    @Transactional
    public void confirm(String token) {
        find(token).orElseThrow(NotFound::new).confirm(clock.instant());
    }

    /** Mails a link, in the transaction that makes the identity. */
    void mail(SenderIdentity identity) {
        var token = Secret.random("", TOKEN_LENGTH);
        identity.mailed(token, clock.instant());
        var link =
                URI.create(
                        installation.baseUrl() + "/senders/confirmation?token=" + token.reveal());
        var address = EmailAddress.parse(identity.identifier()).orElseThrow();
        post.orderedStream().forEach(mail -> mail.mail(identity.serverId(), address, link));
    }
}
