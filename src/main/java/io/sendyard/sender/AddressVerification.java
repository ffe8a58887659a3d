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

/** Verifies an address with a link that is emailed to it. */
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
     * Emails another link, which replaces earlier ones.
     *
     * @throws Refusal if one was sent less than a minute ago
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

    /** The address whose link has this token; empty if it is unknown or expired. */
    public Optional<SenderIdentity> find(String token) {
        return identities
                .findByConfirmation(Secret.of(token).hash())
                .filter(identity -> identity.verified() || !identity.linkExpired(clock.instant()));
    }

    /**
     * Verifies the address of a link.
     *
     * @throws NotFound if the token is unknown or expired
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
