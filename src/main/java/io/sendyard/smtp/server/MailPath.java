package io.sendyard.smtp.server;

import io.sendyard.core.DomainName;
import io.sendyard.core.EmailAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The argument of MAIL and RCPT (RFC 5321 section 4.1.2): {@code FROM:<path>}, and parameters by
 * their names in upper case.
 */
record MailPath(String path, Map<String, String> parameters) {

    private static final Pattern FORM =
            Pattern.compile("<((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\"<>\\s])*)>((?: +[^ ]+)*)");
    private static final Pattern LENIENT = Pattern.compile("(?:<([^<>]*)>|([^\\s<>]+))(.*)");

    /** The hosts that mail once went by; they are ignored (RFC 5321 appendix C). */
    private static final Pattern ROUTE = Pattern.compile("^@[^:\\s\"]+:(?=.*@)");

    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*)(?:=([^=]+))?");
    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");

    /**
     * Parses an argument; empty if it is malformed.
     *
     * @param lenient whether brackets can be missing and other parameters than ours are ignored
     */
    static Optional<MailPath> parse(String keyword, String argument, boolean lenient) {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
            return Optional.empty();
        }
        var written = argument.substring(keyword.length()).strip();
        return lenient ? lenient(written) : strict(written);
    }

    private static Optional<MailPath> lenient(String written) {
        var form = LENIENT.matcher(written);
        if (!form.matches()) {
            return Optional.empty();
        }
        var parameters = new LinkedHashMap<String, String>();
        for (var word : form.group(3).strip().split(" +", -1)) {
            var parameter = PARAMETER.matcher(word);
            if (parameter.matches()) {
                parameters.put(
                        parameter.group(1).toUpperCase(Locale.ROOT),
                        Optional.ofNullable(parameter.group(2)).orElse(""));
            } else if (!word.isEmpty()) {
                return Optional.empty();
            }
        }
        parameters.keySet().removeIf(name -> !MailParameters.isOffered(name));
        var path = form.group(1) == null ? form.group(2) : form.group(1);
        return Optional.of(new MailPath(path, parameters));
    }

    private static Optional<MailPath> strict(String written) {
        var form = FORM.matcher(written);
        if (!form.matches()) {
            return Optional.empty();
        }
        var parameters = new LinkedHashMap<String, String>();
        for (var word : form.group(2).strip().split(" +", -1)) {
            var parameter = PARAMETER.matcher(word);
            if (word.isEmpty()) {
                continue;
            }
            if (!parameter.matches()
                    || parameters.put(
                                    parameter.group(1).toUpperCase(Locale.ROOT),
                                    Optional.ofNullable(parameter.group(2)).orElse(""))
                            != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new MailPath(form.group(1), parameters));
    }

    /** The address in the path; empty unless it is exactly one. */
    Optional<EmailAddress> address() {
        return EmailAddress.parse(path);
    }

    /**
     * The same without a source route, with postmaster at this host if it has no domain (RFC 5321
     * sections 4.1.1.3 and 4.5.1).
     */
    Optional<EmailAddress> addressAt(String hostName) {
        return path.equalsIgnoreCase("postmaster")
                ? Optional.of(new EmailAddress(path, new DomainName(hostName)))
                : EmailAddress.parse(ROUTE.matcher(path).replaceFirst(""));
    }

    boolean ascii() {
        return ASCII.matcher(path).matches();
    }
}
