package io.sendyard.sender;

import io.sendyard.core.DomainName;

/** The records that a domain is to have beside its keys. */
final class DomainRecords {

    /** How much longer than the domain the longest name of a record is, in octets. */
    static final int LONGEST_PREFIX = "sy1._domainkey.".length();

    static final String SPF_VERSION = "v=spf1";
    static final String DMARC_VERSION = "DMARC1";

    private static final String SPF_HOST = " a:";
    private static final String RETURN_PATH = "bounces";

    private DomainRecords() {}

    static ExpectedRecord ownership(DomainName domain, String token) {
        return ExpectedRecord.below(
                domain, RecordPurpose.OWNERSHIP, "_sendyard", "sendyard-verification=" + token);
    }

    /** Where bounces of a domain's mail come back. */
    static DomainName returnPath(DomainName domain) {
        return new DomainName(RETURN_PATH + "." + domain);
    }

    static ExpectedRecord returnPath(DomainName domain, DomainName host) {
        return ExpectedRecord.below(domain, RecordPurpose.RETURN_PATH, RETURN_PATH, host.value());
    }

    static ExpectedRecord spf(DomainName domain, DomainName host) {
        return ExpectedRecord.below(
                domain,
                RecordPurpose.SPF,
                ExpectedRecord.APEX,
                SPF_VERSION + SPF_HOST + host + " ~all");
    }

    /** The host that the domain's SPF record is expected to allow. */
    static DomainName spfHost(ExpectedRecord spf) {
        var value = spf.value();
        int start = value.indexOf(SPF_HOST) + SPF_HOST.length();
        return new DomainName(value.substring(start, value.indexOf(' ', start)));
    }

    static ExpectedRecord dmarc(DomainName domain) {
        return ExpectedRecord.below(
                domain, RecordPurpose.DMARC, "_dmarc", "v=" + DMARC_VERSION + "; p=none");
    }
}
