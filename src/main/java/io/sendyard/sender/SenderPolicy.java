package io.sendyard.sender;

import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import io.sendyard.database.CacheInvalidation;
import io.sendyard.database.CachedLookup;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Answers other modules' questions about a server's identities. The answers are cached for some
 * seconds, so that a message needs no query; a change on this node takes effect at once, one on
 * another node after those seconds.
 */
@Component
public class SenderPolicy {

    /** The sentence for a domain that belongs to another account, without naming it. */
    public static final String TAKEN =
            "Another account has proved that this domain is its own. Ask its owner, or remove it"
                    + " there first.";

    private static final Duration KEPT = Duration.ofSeconds(10);

    private final CachedLookup<Long, Leave> leaves;
    private final Clock clock;

    SenderPolicy(SenderIdentities identities, CacheInvalidation cacheInvalidation, Clock clock) {
        this.clock = clock;
        this.leaves =
                cacheInvalidation.lookup(KEPT, serverId -> Leave.of(identities.ofServer(serverId)));
    }

    /** Whether a server may send from that address: it, or its domain, is a verified identity. */
    public boolean maySend(long serverId, EmailAddress from) {
        var leave = leave(serverId);
        return leave.addresses().contains(from.key())
                || leave.domains().containsKey(from.domain().value());
    }

    /** The default sender: the address that has been verified longest; empty if there is none. */
    public Optional<EmailAddress> standard(long serverId) {
        return leave(serverId).standard();
    }

    /**
     * An address that the server may send from, for a first message: the default sender, or one of
     * the first domain that is verified; empty if nothing is verified.
     */
    public Optional<EmailAddress> example(long serverId) {
        return leave(serverId).example();
    }

    /**
     * Signs a message with the key of its author's domain (RFC 6376).
     *
     * @param message all of it, RFC 5322 with CRLF
     * @return the DKIM-Signature fields to put in front of it, each ended with CRLF; empty where
     *     the server has no key for that domain
     */
    public String signature(long serverId, DomainName from, byte[] message) {
        return domain(serverId, from)
                .map(domain -> domain.signer().sign(message, clock.instant()))
                .orElse("");
    }

    /**
     * The domain of return paths for mail from that domain, where the customer's own is in order.
     */
    public Optional<DomainName> returnPath(long serverId, DomainName from) {
        return domain(serverId, from)
                .filter(Domain::returnPath)
                .map(_ -> DomainRecords.returnPath(from));
    }

    private Leave leave(long serverId) {
        return leaves.get(serverId).orElseThrow();
    }

    private Optional<Domain> domain(long serverId, DomainName from) {
        return Optional.ofNullable(leave(serverId).domains().get(from.value()));
    }

    /**
     * What a server may send from.
     *
     * @param addresses as they are compared
     * @param domains the verified ones by name
     */
    private record Leave(
            Set<String> addresses,
            Map<String, Domain> domains,
            Optional<EmailAddress> standard,
            Optional<EmailAddress> example) {

        static Leave of(List<SenderIdentity> identities) {
            var verified = identities.stream().filter(SenderIdentity::verified).toList();
            var addresses =
                    verified.stream()
                            .filter(identity -> identity.type() == IdentityType.PERSONA)
                            .toList();
            var standard =
                    addresses.stream()
                            .findFirst()
                            .flatMap(identity -> EmailAddress.parse(identity.identifier()));
            return new Leave(
                    addresses.stream()
                            .map(SenderIdentity::identifierKey)
                            .collect(Collectors.toSet()),
                    verified.stream()
                            .map(SenderIdentity::domain)
                            .filter(Objects::nonNull)
                            .map(Domain::of)
                            .collect(Collectors.toMap(Domain::name, Function.identity())),
                    standard,
                    standard.or(() -> verified.stream().findFirst().flatMap(Leave::ofDomain)));
        }

        private static Optional<EmailAddress> ofDomain(SenderIdentity domain) {
            return EmailAddress.parse("hello@" + domain.identifierKey());
        }
    }

    /** A verified domain, and whether bounces may come back by it. */
    private record Domain(String name, DkimSigner signer, boolean returnPath) {

        static Domain of(SenderDomain domain) {
            var key = domain.signing();
            return new Domain(
                    domain.name().value(),
                    new DkimSigner(domain.name(), key.selector(), key.privateKey()),
                    domain.returnPathIsOk());
        }
    }
}
