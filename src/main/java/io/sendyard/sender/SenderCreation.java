package io.sendyard.sender;

import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import io.sendyard.server.Server;
import io.sendyard.server.Servers;
import io.sendyard.web.Installation;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds identities to servers. A domain that the account sends from already is shared, with its keys
 * and what is proved; a new one gets its first key.
 */
@Component
public class SenderCreation {

    private static final String FIELD = "identifier";
    private static final int MOST_OCTETS = 253 - DomainRecords.LONGEST_PREFIX;

    private final Servers servers;
    private final SenderIdentities identities;
    private final SenderDomains domains;
    private final AddressVerification addresses;
    private final Installation installation;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final PublicSuffixes suffixes = new PublicSuffixes();

    SenderCreation(
            Servers servers,
            SenderIdentities identities,
            SenderDomains domains,
            AddressVerification addresses,
            Installation installation,
            TransactionTemplate transactions,
            Clock clock) {
        this.servers = servers;
        this.identities = identities;
        this.domains = domains;
        this.addresses = addresses;
        this.installation = installation;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Adds a sender, and emails the confirmation link for an address.
     *
     * @throws Refusal if it is no domain or address, the domain can't be owned, the server has it
     *     already, or another account has verified it
     * @throws NotFound if the server was deleted in the meantime
     */
    public SenderIdentity add(Server server, NewSender expected) {
        return switch (expected.type()) {
            case AUTHORITY -> addDomain(server, domain(expected.identifier()));
            case PERSONA -> addAddress(server, address(expected.identifier()));
        };
    }

    private SenderIdentity addDomain(Server server, DomainName name) {
        requireOwnable(name);
        // Outside of the transaction, since a key takes its time.
        var pair =
                domains.existsByAccountIdAndName(server.accountId(), name.value())
                        ? null
                        : DkimKeyPair.generate();
        return within(() -> {
            requireCapacity(server, name.value());
            if (domains.isElsewhere(server.accountId(), name.value())) {
                throw Refusal.conflict(FIELD, SenderPolicy.TAKEN);
            }
            var identity =
                    identities.save(
                            SenderIdentity.of(server, domain(server, name, pair), clock.instant()));
            // A shared domain is locked without its keys, and the records to publish need them.
            return identities.find(server.id(), identity.cuid()).orElseThrow();
        });
    }

    private SenderDomain domain(Server server, DomainName name, @Nullable DkimKeyPair pair) {
        return domains.lock(server.accountId(), name.value())
                .orElseGet(() ->
                        domains.save(
                                new SenderDomain(
                                        server.accountId(),
                                        name,
                                        pair == null ? DkimKeyPair.generate() : pair,
                                        clock.instant())));
    }

    private SenderIdentity addAddress(Server server, EmailAddress address) {
        requireOwnable(address.domain());
        return within(() -> {
            requireCapacity(server, address.key());
            var identity = identities.save(SenderIdentity.of(server, address, clock.instant()));
            addresses.mail(identity);
            return identity;
        });
    }

    private SenderIdentity within(Supplier<SenderIdentity> act) {
        return Objects.requireNonNull(transactions.execute(_ -> act.get()));
    }

    private void requireCapacity(Server server, String key) {
        if (servers.lock(server.id()).isEmpty()) {
            throw new NotFound();
        }
        if (identities.existsByServerIdAndIdentifierKey(server.id(), key)) {
            throw Refusal.conflict(FIELD, "This server has this sender already.");
        }
        if (identities.countOf(server.id()) >= SenderIdentities.MOST) {
            throw Refusal.conflict(
                    FIELD, "A server has at most %d senders.".formatted(SenderIdentities.MOST));
        }
    }

    private void requireOwnable(DomainName name) {
        if (Optional.of(name).equals(installation.host())
                || Optional.of(name).equals(installation.mailHost())) {
            throw Refusal.invalid(FIELD, "This is the host of this installation. Use your own.");
        }
        if (suffixes.contains(name)) {
            throw Refusal.invalid(
                    FIELD, "Everybody registers domains under this name; nobody can own it.");
        }
    }

    private static DomainName domain(String text) {
        if (text.contains("@")) {
            throw Refusal.invalid(
                    FIELD,
                    "This is an address. Give its domain alone, or choose to add an address.");
        }
        return DomainName.parse(text)
                .filter(name -> name.value().length() <= MOST_OCTETS)
                .orElseThrow(() ->
                        Refusal.invalid(
                                FIELD,
                                "This is not a domain of two labels or more, such as"
                                        + " example.com."));
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text)
                .orElseThrow(() ->
                        Refusal.invalid(FIELD, "This is not an address, such as ann@example.com."));
    }
}
