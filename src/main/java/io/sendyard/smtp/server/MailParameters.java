package io.sendyard.smtp.server;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of MAIL that are announced: SIZE, BODY, SMTPUTF8 and AUTH. */
final class MailParameters {

    static final Reply UNKNOWN = new Reply(555, "5.5.4", "That parameter is not known here");

    private static final Set<String> OFFERED = Set.of("SIZE", "BODY", "SMTPUTF8", "AUTH");
    private static final Reply WRONG = new Reply(501, "5.5.4", "That parameter can't be read");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
    private static final Pattern BODY = Pattern.compile("(?i)7BIT|8BITMIME");

    private MailParameters() {}

    /**
     * The reply that rejects these parameters; null if they are fine.
     *
     * @param most size limit of a message in bytes (RFC 1870)
     */
    static @Nullable Reply refusal(Map<String, String> parameters, int most) {
        return parameters.entrySet().stream()
                .map(one -> refusal(one.getKey(), one.getValue(), most))
                .filter(Reply::refuses)
                .findFirst()
                .orElse(null);
    }

    /** Whether a parameter is one that is announced. */
    static boolean isOffered(String name) {
        return OFFERED.contains(name);
    }

    private static Reply refusal(String name, String value, int most) {
        return switch (name) {
            case "SIZE" -> size(value, most);
            case "BODY" -> BODY.matcher(value).matches() ? Reply.OK : WRONG;
            case "SMTPUTF8" -> value.isEmpty() ? Reply.OK : WRONG;
            // The client's claim about the original sender (RFC 4954 section 5); not used.
            case "AUTH" -> value.isEmpty() ? WRONG : Reply.OK;
            default -> UNKNOWN;
        };
    }

    private static Reply size(String value, int most) {
        if (!NUMBER.matcher(value).matches()) {
            return WRONG;
        }
        return new BigInteger(value).compareTo(BigInteger.valueOf(most)) > 0
                ? new Reply(552, "5.3.4", "A message has at most %d octets".formatted(most))
                : Reply.OK;
    }
}
