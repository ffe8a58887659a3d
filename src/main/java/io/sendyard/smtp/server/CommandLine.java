package io.sendyard.smtp.server;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A line from the client: a command, or its answer to AUTH.
 *
 * @param octets length with CRLF; the text is cut if the line is too long
 */
record CommandLine(String text, int octets) {

    private static final Set<String> TAKING_PARAMETERS = Set.of("MAIL", "RCPT", "AUTH");

    /** Control characters, and what was no UTF-8. */
    private static final Pattern UNCLEAN = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}\\x{FFFD}]");

    static CommandLine of(byte[] text, int octets) {
        return new CommandLine(new String(text, StandardCharsets.UTF_8), octets);
    }

    boolean clean() {
        return !UNCLEAN.matcher(text).find();
    }

    boolean cleanVerb() {
        return !UNCLEAN.matcher(verb()).find();
    }

    boolean tooLong() {
        return octets
                > (TAKING_PARAMETERS.contains(verb())
                        ? ServerLimits.COMMAND_WITH_PARAMETERS
                        : ServerLimits.COMMAND);
    }

    /** Its first word, in upper case. */
    String verb() {
        return text.substring(0, endOfVerb()).toUpperCase(Locale.ROOT);
    }

    /** Everything after the verb; empty if there is nothing. */
    String argument() {
        return text.substring(endOfVerb()).strip();
    }

    private int endOfVerb() {
        int space = text.indexOf(' ');
        return space < 0 ? text.length() : space;
    }
}
