package io.sendyard.sender;

import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import org.springframework.stereotype.Component;

/** Verifies senders: looks a domain's records up now, or mails an address another link. */
@Component
public class SenderVerification {

    private final SenderIdentities identities;
    private final DomainCheck check;
    private final AddressVerification addresses;

    SenderVerification(
            SenderIdentities identities, DomainCheck check, AddressVerification addresses) {
        this.identities = identities;
        this.check = check;
        this.addresses = addresses;
    }

    /**
     * Returns the sender as it is afterwards. Without a transaction, since DNS may take seconds.
     *
     * @throws Refusal where another account has proved that the domain is its own, or a link was
     *     mailed less than a minute ago
     * @throws NotFound where the sender was deleted meanwhile
     */
    public SenderIdentity verify(SenderIdentity identity) {
        var domain = identity.domain();
        if (domain == null) {
            addresses.mailAgain(identity);
        } else {
            check.check(domain);
        }
        var now = identities.find(identity.serverId(), identity.cuid()).orElseThrow(NotFound::new);
        if (now.domain() != null && now.domain().taken()) {
            throw Refusal.conflict("identifier", SenderPolicy.TAKEN);
        }
        return now;
    }
}
