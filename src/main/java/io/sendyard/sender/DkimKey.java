package io.sendyard.sender;

import io.sendyard.core.ApiEnum;
import io.sendyard.core.DomainName;
import io.sendyard.core.Secret;
import io.sendyard.database.InvalidatesCaches;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key that a domain's mail is signed with, was, or will be. */
@Entity
@EntityListeners(InvalidatesCaches.class)
public class DkimKey {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private SenderDomain domain;

    private String selector;

    @Enumerated(EnumType.STRING)
    private DkimKeyRole role;

    private Secret privateKey;
    private String publicKey;

    @Embedded
    @AttributeOverride(name = "state", column = @Column(name = "record_state"))
    @AttributeOverride(name = "found", column = @Column(name = "record_found"))
    private DnsFinding finding;

    private Instant createdAt;

    DkimKey(SenderDomain domain, String selector, DkimKeyRole role, DkimKeyPair pair, Instant now) {
        this.domain = domain;
        this.selector = selector;
        this.role = role;
        this.privateKey = pair.privateKey();
        this.publicKey = pair.publicKey();
        this.finding = DnsFinding.UNCHECKED;
        this.createdAt = now;
    }

    @SuppressWarnings("NullAway.Init")
    protected DkimKey() {}

    /** Its name in DNS: {@code sy1} (RFC 6376 section 3.1). */
    public String selector() {
        return selector;
    }

    public DkimKeyRole role() {
        return role;
    }

    boolean signs() {
        return role == DkimKeyRole.SIGNING;
    }

    Secret privateKey() {
        return privateKey;
    }

    DnsFinding finding() {
        return finding;
    }

    /** The record that tells the world its public half (RFC 6376 section 3.6.1). */
    ExpectedRecord record(DomainName name) {
        return ExpectedRecord.below(
                name,
                RecordPurpose.DKIM,
                selector + "._domainkey",
                "v=DKIM1; k=rsa; p=" + publicKey);
    }

    void found(DnsFinding next) {
        finding = finding.then(next);
    }

    void become(DkimKeyRole next) {
        role = next;
    }

    /** Where it stands in the change of keys. */
    public enum DkimKeyRole implements ApiEnum {
        /** It waits for its record to be seen. */
        NEXT,
        /** Mail is signed with it. */
        SIGNING,
        /** Only messages in transit are signed with it; its record can be removed. */
        FORMER
    }
}
