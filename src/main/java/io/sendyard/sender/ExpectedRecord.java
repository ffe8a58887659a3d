package io.sendyard.sender;

import io.sendyard.core.DomainName;

/**
 * A record to publish.
 *
 * @param relative its host as most DNS editors want it, without the domain; {@code @} for the
 *     domain itself
 * @param domain the domain it belongs to
 */
public record ExpectedRecord(
        RecordPurpose purpose, String relative, DomainName domain, String value) {

    /** What stands for the domain itself in most DNS editors. */
    static final String APEX = "@";

    static ExpectedRecord below(
            DomainName domain, RecordPurpose purpose, String relative, String value) {
        return new ExpectedRecord(purpose, relative, domain, value);
    }

    /** Where it stands; underscores make it a name that no host has. */
    public DomainName host() {
        return relative.equals(APEX) ? domain : new DomainName(relative + "." + domain);
    }

    /** The kind of record: {@code TXT}. */
    public String type() {
        return purpose.type();
    }
}
