package io.sendyard.smtp.server;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The path of MAIL FROM (RFC 5321 section 4.1.2), empty or with one mailbox. Mail never goes there,
 * so any host may stand in it: a single label, an address literal, a name with an underscore.
 */
final class ReversePath {

    private static final int MOST_LOCAL_OCTETS = 64;
    private static final int MOST_DOMAIN_OCTETS = 255;
    private static final String BEYOND_ASCII = "\\x{A0}-\\x{10FFFF}";
    private static final String LABEL =
            "[A-Za-z0-9_%1$s](?:[A-Za-z0-9_%1$s-]*[A-Za-z0-9_%1$s])?".formatted(BEYOND_ASCII);
    private static final String DOMAIN = "%1$s(?:\\.%1$s)*".formatted(LABEL);
    private static final Pattern PATH =
            Pattern.compile(
                    "(?:@%1$s(?:,@%1$s)*:)?(?<local>[^@]+|\".*\")@(?<host>%1$s|\\[.+])"
                            .formatted(DOMAIN));

    /** Some hosts have addresses with dots that the RFC forbids, such as {@code a..b}. */
    private static final Pattern LOCAL =
            Pattern.compile(
                    "[A-Za-z0-9!#$%%&'*+/=?^_`{|}~.%1$s-]+|\"(?:[\\x20-\\x7E%1$s&&[^\"\\\\]]|\\\\[\\x20-\\x7E])*+\""
                            .formatted(BEYOND_ASCII));

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
    private static final Pattern OTHER_LITERAL =
            Pattern.compile("[A-Za-z0-9-]*[A-Za-z0-9]:[\\x21-\\x5A\\x5E-\\x7E]+");

    private ReversePath() {}

    static boolean isValid(String path) {
        var parts = PATH.matcher(path);
        return path.isEmpty()
                || (parts.matches()
                        && octets(parts.group("local")) <= MOST_LOCAL_OCTETS
                        && octets(parts.group("host")) <= MOST_DOMAIN_OCTETS
                        && LOCAL.matcher(parts.group("local")).matches()
                        && isHost(parts.group("host")));
    }

    private static boolean isHost(String host) {
        return !host.startsWith("[") || isLiteral(host.substring(1, host.length() - 1));
    }

    private static boolean isLiteral(String literal) {
        if (literal.regionMatches(true, 0, "IPv6:", 0, 5)) {
            return literal.indexOf('%') < 0 && isAddress(literal.substring(5));
        }
        return IPV4.matcher(literal).matches()
                ? isAddress(literal)
                : OTHER_LITERAL.matcher(literal).matches();
    }

    private static boolean isAddress(String literal) {
        try {
            return InetAddress.ofLiteral(literal) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
