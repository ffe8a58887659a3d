package io.sendyard.core;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One mailbox as it goes into an envelope (RFC 5321 section 4.1.2): a dot-atom or quoted local part
 * of at most 64 octets and a domain. No display name, comment, source route or second address;
 * international local parts by RFC 6531.
 */
public record EmailAddress(String localPart, DomainName domain) {

    private static final int MOST_LOCAL_OCTETS = 64;
    private static final String ATOM =
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-\\x{80}-\\x{10FFFF}&&[^\\p{C}\\p{Z}]]+";
    private static final Pattern DOT_ATOM = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final Pattern QUOTED =
            Pattern.compile("\"([\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\\x20-\\x7E])*\"");

    /** Parses an address; empty if it isn't exactly one. */
    public static Optional<EmailAddress> parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || !isLocalPart(text.substring(0, at))) {
            return Optional.empty();
        }
        var host = text.substring(at + 1);
        return Optional.of(host)
                .filter(name -> name.equals(name.strip()))
                .flatMap(DomainName::parse)
                .map(domain -> new EmailAddress(text.substring(0, at), domain));
    }

    /**
     * The form for comparisons, in lower case: people don't remember which letters were capitals.
     */
    public String key() {
        return toString().toLowerCase(Locale.ROOT);
    }

    /** The local part without quotes and the backslashes in them (RFC 5321 section 4.1.2). */
    public String unquotedLocalPart() {
        return localPart.startsWith("\"")
                ? localPart.substring(1, localPart.length() - 1).replaceAll("\\\\(.)", "$1")
                : localPart;
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }

    private static boolean isLocalPart(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= MOST_LOCAL_OCTETS
                && (DOT_ATOM.matcher(text).matches() || QUOTED.matcher(text).matches());
    }
}
