package io.sendyard.sender;

import io.sendyard.core.DomainName;
import io.sendyard.core.Refusal;
import io.sendyard.core.Secret;
import io.sendyard.database.InvalidatesCaches;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A domain that an account sends from: its keys, its records, and since when DNS proves that it is
 * the account's own.
 */
@Entity
@EntityListeners(InvalidatesCaches.class)
public class SenderDomain {

    /** How long a verified domain stays so while its records are gone. */
    static final Duration GRACE = Duration.ofDays(3);

    private static final Duration EAGER = Duration.ofMinutes(10);
    private static final Duration STEADY = Duration.ofHours(1);
    private static final Duration PATIENT = Duration.ofHours(6);
    private static final int TOKEN_LENGTH = 32;
    private static final List<String> SELECTORS = List.of("sy1", "sy2");

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private long accountId;
    private String name;
    private @Nullable String claimedName;
    private boolean taken;
    private String ownershipToken;

    @Embedded
    @AttributeOverride(name = "state", column = @Column(name = "ownership_state"))
    @AttributeOverride(name = "found", column = @Column(name = "ownership_found"))
    private DnsFinding ownership = DnsFinding.UNCHECKED;

    @Embedded
    @AttributeOverride(name = "state", column = @Column(name = "return_path_state"))
    @AttributeOverride(name = "found", column = @Column(name = "return_path_found"))
    private DnsFinding returnPath = DnsFinding.UNCHECKED;

    @Embedded
    @AttributeOverride(name = "state", column = @Column(name = "spf_state"))
    @AttributeOverride(name = "found", column = @Column(name = "spf_found"))
    private DnsFinding spf = DnsFinding.UNCHECKED;

    @Embedded
    @AttributeOverride(name = "state", column = @Column(name = "dmarc_state"))
    @AttributeOverride(name = "found", column = @Column(name = "dmarc_found"))
    private DnsFinding dmarc = DnsFinding.UNCHECKED;

    @OneToMany(mappedBy = "domain", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("id")
    private List<DkimKey> keys = new ArrayList<>();

    private Instant createdAt;
    private @Nullable Instant verifiedAt;
    private @Nullable Instant failingSince;
    private @Nullable Instant checkedAt;
    private Instant nextCheckAt;

    @Version private int version;

    /** A domain that {@code accountId} says is its own, to be checked at once. */
    SenderDomain(long accountId, DomainName name, DkimKeyPair pair, Instant now) {
        this.accountId = accountId;
        this.name = name.value();
        this.ownershipToken = Secret.random("", TOKEN_LENGTH).reveal();
        this.createdAt = now;
        this.nextCheckAt = now;
        keys.add(new DkimKey(this, SELECTORS.getFirst(), DkimKey.DkimKeyRole.SIGNING, pair, now));
    }

    @SuppressWarnings("NullAway.Init")
    protected SenderDomain() {}

    long id() {
        return Objects.requireNonNull(id);
    }

    long accountId() {
        return accountId;
    }

    public DomainName name() {
        return new DomainName(name);
    }

    public boolean verified() {
        return verifiedAt != null;
    }

    /** Whether DNS proves it, and another account has proved it before. */
    public boolean taken() {
        return taken;
    }

    public IdentityStatus status() {
        if (verified()) {
            return IdentityStatus.VERIFIED;
        }
        return taken || failingSince != null || ownership.wrong() || signing().finding().wrong()
                ? IdentityStatus.FAILED
                : IdentityStatus.PENDING;
    }

    public @Nullable Instant checkedAt() {
        return checkedAt;
    }

    public Instant nextCheckAt() {
        return nextCheckAt;
    }

    /**
     * Until when a verified domain can be used after its records disappeared; null if they exist.
     */
    public @Nullable Instant usableUntil() {
        return verified() && failingSince != null ? failingSince.plus(GRACE) : null;
    }

    /** The key that mail is signed with. */
    DkimKey signing() {
        return in(DkimKey.DkimKeyRole.SIGNING).orElseThrow();
    }

    /** The key that waits for its record. */
    public Optional<DkimKey> next() {
        return in(DkimKey.DkimKeyRole.NEXT);
    }

    /** The record of the key before, which can be removed. */
    public Optional<ExpectedRecord> removable() {
        return in(DkimKey.DkimKeyRole.FORMER).map(key -> key.record(name()));
    }

    boolean returnPathIsOk() {
        return returnPath.ok();
    }

    /** The records to publish, those it needs first; {@code host} is the one that sends. */
    public List<DnsRecord> records(Optional<DomainName> host) {
        var records = new ArrayList<DnsRecord>();
        records.add(DnsRecord.of(DomainRecords.ownership(name(), ownershipToken), ownership));
        keys.stream()
                .filter(key -> key.role() != DkimKey.DkimKeyRole.FORMER)
                .sorted(Comparator.comparing(key -> !key.signs()))
                .map(key -> new DnsRecord(key.record(name()), key.finding(), key))
                .forEach(records::add);
        host.ifPresent(mail -> {
            records.add(DnsRecord.of(DomainRecords.returnPath(name(), mail), returnPath));
            records.add(DnsRecord.of(DomainRecords.spf(name(), mail), spf));
        });
        records.add(DnsRecord.of(DomainRecords.dmarc(name()), dmarc));
        return records;
    }

    /** What a check has to look for: what is to be there, and what can be removed. */
    List<ExpectedRecord> watched(Optional<DomainName> host) {
        var watched = new ArrayList<ExpectedRecord>();
        records(host).stream().map(DnsRecord::expected).forEach(watched::add);
        removable().ifPresent(watched::add);
        return watched;
    }

    /**
     * Takes over what DNS said. An answer to another question than that of now changes nothing.
     *
     * @param elsewhere whether another account has proved the domain to be its own
     * @return whether this is what made it verified
     */
    boolean answered(
            Map<ExpectedRecord, DnsFinding> answers,
            Optional<DomainName> host,
            boolean elsewhere,
            Instant now) {
        boolean before = verified();
        watched(host)
                .forEach(expected ->
                        Optional.ofNullable(answers.get(expected))
                                .ifPresent(found -> keep(expected, found)));
        changeKeys();
        judge(elsewhere, now);
        checkedAt = now;
        nextCheckAt = now.plus(pause(now));
        return verified() && !before;
    }

    /**
     * Adds a new key. It signs once its record is found, and the current key until then; if nothing
     * was signed yet, it replaces the current key at once.
     *
     * @throws Refusal if there is a new key already
     */
    void rotate(DkimKeyPair pair, Instant now) {
        if (next().isPresent()) {
            throw Refusal.conflict(
                    null, "A new key waits for its record already. Publish that one first.");
        }
        var current = signing();
        var selector = SELECTORS.stream().filter(s -> !s.equals(current.selector())).findFirst();
        keys.removeIf(key -> key.role() == DkimKey.DkimKeyRole.FORMER || !verified());
        keys.add(
                new DkimKey(
                        this,
                        selector.orElseThrow(),
                        verified() ? DkimKey.DkimKeyRole.NEXT : DkimKey.DkimKeyRole.SIGNING,
                        pair,
                        now));
        nextCheckAt = now;
    }

    private Optional<DkimKey> in(DkimKey.DkimKeyRole role) {
        return keys.stream().filter(key -> key.role() == role).findAny();
    }

    private void keep(ExpectedRecord expected, DnsFinding found) {
        switch (expected.purpose()) {
            case OWNERSHIP -> ownership = ownership.then(found);
            case DKIM ->
                    keys.stream()
                            .filter(key -> key.record(name()).equals(expected))
                            .forEach(key -> key.found(found));
            case RETURN_PATH -> returnPath = returnPath.then(found);
            case SPF -> spf = spf.then(found);
            case DMARC -> dmarc = dmarc.then(found);
        }
    }

    private void changeKeys() {
        keys.removeIf(key ->
                key.role() == DkimKey.DkimKeyRole.FORMER
                        && key.finding().state() == DnsFinding.FindingState.MISSING);
        next().filter(key -> key.finding().ok())
                .ifPresent(next -> {
                    keys.removeIf(key -> key.role() == DkimKey.DkimKeyRole.FORMER);
                    signing().become(DkimKey.DkimKeyRole.FORMER);
                    next.become(DkimKey.DkimKeyRole.SIGNING);
                });
    }

    private void judge(boolean elsewhere, Instant now) {
        boolean proved = ownership.ok() && signing().finding().ok();
        taken = proved && elsewhere;
        if (proved && !elsewhere) {
            verifiedAt = verifiedAt == null ? now : verifiedAt;
            claimedName = name;
            failingSince = null;
        } else if (verified()) {
            failingSince = failingSince == null ? now : failingSince;
            if (!now.isBefore(failingSince.plus(GRACE))) {
                verifiedAt = null;
                claimedName = null;
            }
        }
    }

    private Duration pause(Instant now) {
        if (verified()) {
            return failingSince == null && next().isEmpty() ? STEADY : EAGER;
        }
        return now.isBefore(createdAt.plus(GRACE)) ? EAGER : PATIENT;
    }
}
