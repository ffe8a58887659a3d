package io.sendyard.sender;

import io.sendyard.core.Cuid;
import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import io.sendyard.core.Secret;
import io.sendyard.database.InvalidatesCaches;
import io.sendyard.server.Server;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A domain or an address that a server sends from. */
@Entity
@EntityListeners(InvalidatesCaches.class)
public class SenderIdentity {

    private static final Duration LINK_HOLDS = Duration.ofDays(3);
    private static final Duration BETWEEN_LINKS = Duration.ofMinutes(1);

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Cuid cuid;
    private long serverId;

    @Enumerated(EnumType.STRING)
    private IdentityType type;

    private String identifier;
    private String identifierKey;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable SenderDomain domain;

    private @Nullable String confirmationHash;
    private @Nullable Instant mailedAt;
    private @Nullable Instant confirmedAt;
    private Instant createdAt;

    @Version private int version;

    private SenderIdentity(
            Server server, IdentityType type, String identifier, String key, Instant now) {
        this.cuid = Cuid.fresh();
        this.serverId = server.id();
        this.type = type;
        this.identifier = identifier;
        this.identifierKey = key;
        this.createdAt = now;
    }

    @SuppressWarnings("NullAway.Init")
    protected SenderIdentity() {}

    /** A server's leave to send from all addresses of a domain, once that is verified. */
    static SenderIdentity of(Server server, SenderDomain domain, Instant now) {
        var name = domain.name().value();
        var identity = new SenderIdentity(server, IdentityType.AUTHORITY, name, name, now);
        identity.domain = domain;
        return identity;
    }

    /** A server's leave to send from one address, once its reader confirms that. */
    static SenderIdentity of(Server server, EmailAddress address, Instant now) {
        return new SenderIdentity(
                server, IdentityType.PERSONA, address.toString(), address.key(), now);
    }

    long id() {
        return Objects.requireNonNull(id);
    }

    /** The id that callers see. */
    public Cuid cuid() {
        return cuid;
    }

    public long serverId() {
        return serverId;
    }

    public IdentityType type() {
        return type;
    }

    /** The domain as A-labels, or the address. */
    public String identifier() {
        return identifier;
    }

    String identifierKey() {
        return identifierKey;
    }

    /** The account's domain; null for an address. */
    public @Nullable SenderDomain domain() {
        return domain;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public boolean verified() {
        return domain == null ? confirmedAt != null : domain.verified();
    }

    public IdentityStatus status() {
        if (domain != null) {
            return domain.status();
        }
        return verified() ? IdentityStatus.VERIFIED : IdentityStatus.PENDING;
    }

    public @Nullable Instant checkedAt() {
        return domain == null ? confirmedAt : domain.checkedAt();
    }

    public @Nullable Instant nextCheckAt() {
        return domain == null ? null : domain.nextCheckAt();
    }

    /** When the last link was mailed; null for a domain. */
    public @Nullable Instant mailedAt() {
        return mailedAt;
    }

    /** Until when the last link can be used; null for a domain. */
    public @Nullable Instant linkHoldsUntil() {
        return mailedAt == null ? null : mailedAt.plus(LINK_HOLDS);
    }

    /** The records to publish; none for an address. */
    public List<DnsRecord> records(Optional<DomainName> host) {
        return domain == null ? List.of() : domain.records(host);
    }

    /** Whether it is too soon for another link, so that no inbox is flooded. */
    boolean wasMailedJustNow(Instant now) {
        return mailedAt != null && now.isBefore(mailedAt.plus(BETWEEN_LINKS));
    }

    /** Whether the last link is to be used no more. */
    boolean linkExpired(Instant now) {
        var until = linkHoldsUntil();
        return until == null || !now.isBefore(until);
    }

    /** A link with that token is on its way; those of before open nothing. */
    void mailed(Secret token, Instant now) {
        confirmationHash = token.hash();
        mailedAt = now;
    }

    /** Its reader opened the link. */
    void confirm(Instant now) {
        confirmedAt = confirmedAt == null ? now : confirmedAt;
    }
}
