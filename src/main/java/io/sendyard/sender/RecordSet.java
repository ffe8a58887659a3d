package io.sendyard.sender;

import io.sendyard.core.DomainName;

/** The records that a domain is to have beside its keys. */
final class RecordSet {

    /** How much longer than the domain the longest name of a record is, in octets. */
    static final int LONGEST_PREFIX = "sy1._domainkey.".length();

    static final String SPF_VERSION = "v=spf1";
    static final String DMARC_VERSION = "v=DMARC1";

    private static final String RETURN_PATH = "bounces";

    private RecordSet() {}

    static WantedRecord ownership(DomainName domain, String token) {
        return WantedRecord.below(
                domain, RecordPurpose.OWNERSHIP, "_sendyard", "sendyard-verification=" + token);
    }

    /** Where bounces of a domain's mail come back. */
    static DomainName returnPath(DomainName domain) {
        return new DomainName(RETURN_PATH + "." + domain);
    }

    static WantedRecord returnPath(DomainName domain, DomainName host) {
        return WantedRecord.below(domain, RecordPurpose.RETURN_PATH, RETURN_PATH, host.value());
    }

    static WantedRecord spf(DomainName domain, DomainName host) {
        return WantedRecord.below(
                domain, RecordPurpose.SPF, WantedRecord.APEX, SPF_VERSION + " a:" + host + " ~all");
    }

    static WantedRecord dmarc(DomainName domain) {
        return WantedRecord.below(
                domain, RecordPurpose.DMARC, "_dmarc", DMARC_VERSION + "; p=none");
    }
}
