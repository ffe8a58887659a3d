package io.sendyard.core;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host name of two labels or more, stored in lower case as A-labels (RFC 5890 section 2.3.2.1):
 * at most 253 bytes, each label letters, digits and hyphens, at most 63 of them (RFC 1123 section
 * 2.1). An IP address is not one.
 */
public record DomainName(String value) {

    private static final int MOST_OCTETS = 253;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** A last label by which resolvers and browsers take the name for an IPv4 address. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

    /** Parses a host name, international characters included; empty if it isn't one. */
    public static Optional<DomainName> parse(String text) {
        return toAscii(text.strip()).filter(DomainName::isHostName).map(DomainName::new);
    }

    /**
     * The first label, which is what most DNS editors ask for: {@code links} of {@code
     * links.example.com}.
     */
    public String relative() {
        return value.substring(0, value.indexOf('.'));
    }

    /**
     * What is left of it without the first label: {@code example.com} of {@code links.example.com}.
     */
    public String parent() {
        return value.substring(value.indexOf('.') + 1);
    }

    @Override
    public String toString() {
        return value;
    }

    private static Optional<String> toAscii(String text) {
        if (text.isEmpty() || text.length() > MOST_OCTETS) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isHostName(String ascii) {
        var labels = ascii.split("\\.", -1);
        return ascii.length() <= MOST_OCTETS
                && labels.length >= 2
                && Pattern.compile("\\.").splitAsStream(ascii).allMatch(LABEL.asMatchPredicate())
                && !ascii.endsWith(".")
                && !NUMBER.matcher(labels[labels.length - 1]).matches();
    }
}
