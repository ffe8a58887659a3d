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
 * their names in upper case. A path is one address and no source route.
 */
record MailPath(String path, Map<String, String> parameters) {

    private static final Pattern FORM =
            Pattern.compile("<((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\"<>\\s])*)>((?: +[^ ]+)*)");
    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*)(?:=([^=]+))?");
    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");

    /** Parses an argument; empty if it is malformed. */
    static Optional<MailPath> parse(String keyword, String argument) {
        if (!argument.toUpperCase(Locale.ROOT).startsWith(keyword)) {
            return Optional.empty();
        }
        var form = FORM.matcher(argument.substring(keyword.length()).strip());
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

    /** The same, with postmaster at this host if it has no domain (RFC 5321 section 4.5.1). */
    Optional<EmailAddress> addressAt(String hostName) {
        return path.equalsIgnoreCase("postmaster")
                ? Optional.of(new EmailAddress(path, new DomainName(hostName)))
                : address();
    }

    boolean ascii() {
        return ASCII.matcher(path).matches();
    }
}
