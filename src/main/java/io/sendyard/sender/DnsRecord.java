package io.sendyard.sender;

import org.jspecify.annotations.Nullable;

/**
 * A record to publish, and what was found of it.
 *
 * @param key for DKIM the key that it holds; null for others
 */
public record DnsRecord(ExpectedRecord expected, DnsFinding finding, @Nullable DkimKey key) {

    static DnsRecord of(ExpectedRecord expected, DnsFinding finding) {
        return new DnsRecord(expected, finding, null);
    }

    /** Whether the domain counts as verified only with it; the others are advised. */
    public boolean required() {
        return expected.purpose() == RecordPurpose.OWNERSHIP || (key != null && key.signs());
    }

    /** Whether it contains the key that will replace the current one. */
    public boolean next() {
        return key != null && key.role() == DkimKey.DkimKeyRole.NEXT;
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
