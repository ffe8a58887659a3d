package io.sendyard.sender;

import org.jspecify.annotations.Nullable;

/**
 * A record to publish, and what was found of it.
 *
 * @param key for DKIM the key that it holds; null for others
 */
public record DnsRecord(ExpectedRecord wanted, DnsFinding finding, @Nullable DkimKey key) {

    static DnsRecord of(ExpectedRecord wanted, DnsFinding finding) {
        return new DnsRecord(wanted, finding, null);
    }

    /** Whether the domain counts as verified only with it; the others are advised. */
    public boolean required() {
        return wanted.purpose() == RecordPurpose.OWNERSHIP || (key != null && key.signs());
    }

    /** Whether it holds the key that is to take the place of the one that signs. */
    public boolean next() {
        return key != null && key.role() == DkimKey.Role.NEXT;
    }

    public boolean ok() {
        return finding.ok();
    }

    public @Nullable String found() {
        return finding.found();
    }

    /** What is wrong with it, in a sentence; null where nothing is. */
    public @Nullable String problem() {
        return ok() ? null : finding.state().headline();
    }
}
