package io.sendyard.sender;

import io.sendyard.core.ApiEnum;

/** What a DNS record is for. */
public enum RecordPurpose implements ApiEnum {
    OWNERSHIP("Ownership", "TXT", "Proves that the domain is yours."),
    DKIM("DKIM", "TXT", "The key by which receivers check our signature."),
    RETURN_PATH("Return path", "CNAME", "Lets bounces come back by your own domain."),
    SPF("SPF", "TXT", "Names the hosts that may send for your domain."),
    DMARC("DMARC", "TXT", "Tells receivers what to do with mail that only claims to be yours.");

    private final String label;
    private final String type;
    private final String sentence;

    RecordPurpose(String label, String type, String sentence) {
        this.label = label;
        this.type = type;
        this.sentence = sentence;
    }

    @Override
    public String label() {
        return label;
    }

    /** The kind of record: {@code TXT}. */
    public String type() {
        return type;
    }

    /** What it does for the domain. */
    public String sentence() {
        return sentence;
    }
}
