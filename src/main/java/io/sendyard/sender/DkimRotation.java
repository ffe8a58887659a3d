package io.sendyard.sender;

import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives domains new DKIM keys. */
@Component
public class DkimRotation {

    private final SenderDomains domains;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DkimRotation(SenderDomains domains, TransactionTemplate transactions, Clock clock) {
        this.domains = domains;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Makes a new key, which signs once its record is seen.
     *
     * @throws Refusal where this is an address, or a new key waits already
     */
    public void rotate(SenderIdentity identity) {
        var domain = identity.domain();
        if (domain == null) {
            throw Refusal.conflict(null, "An address has no DKIM key. Add its domain for that.");
        }
        var pair = DkimKeyPair.generate();
        transactions.executeWithoutResult(_ -> {
            domains.lock(domain.id()).orElseThrow(NotFound::new).rotate(pair, clock.instant());
        });
    }
}
