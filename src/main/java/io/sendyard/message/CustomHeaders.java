package io.sendyard.message;

import io.sendyard.core.PlainText;
import io.sendyard.core.Refusal;
import io.sendyard.mime.HeaderFields;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header fields that customers add of their own. */
final class CustomHeaders {

    private static final int MOST = 100;
    private static final int MOST_IN_VALUE = 10_000;
    private static final Pattern NAME = Pattern.compile("[\\x21-\\x39\\x3B-\\x7E]{1,100}");

    /** Fields that Sendyard or other mail servers write. */
    private static final Set<String> OURS =
            Set.of(
                    "from",
                    "sender",
                    "reply-to",
                    "to",
                    "cc",
                    "bcc",
                    "subject",
                    "date",
                    "message-id",
                    "mime-version",
                    "return-path",
                    "received",
                    "dkim-signature",
                    "domainkey-signature",
                    "authentication-results",
                    "apparently-to",
                    "delivered-to",
                    "envelope-to");

    private static final Pattern OUR_KINDS = Pattern.compile("(content|resent|arc)-.*");

    private CustomHeaders() {}

    /**
     * Writes them, each ended with CRLF.
     *
     * @throws Refusal by the name of the field: {@code headers.X-Order}
     */
    static String written(@Nullable Map<String, @Nullable String> headers) {
        if (headers == null) {
            return "";
        }
        if (headers.size() > MOST) {
            throw Refusal.invalid("headers", "A message can have 100 headers of your own.");
        }
        var written = new StringBuilder();
        headers.forEach((name, value) -> written.append(one(name, value)));
        return written.toString();
    }

    private static String one(String name, @Nullable String value) {
        var field = "headers." + name;
        if (!NAME.matcher(name).matches()) {
            throw Refusal.invalid(
                    field,
                    "A header's name is 1 to 100 printable ASCII characters without spaces and"
                            + " colons.");
        }
        var key = name.toLowerCase(Locale.ROOT);
        if (OURS.contains(key) || OUR_KINDS.matcher(key).matches()) {
            throw Refusal.invalid(
                    field,
                    "This header is not yours to give: addresses, subject and reply-to have fields"
                            + " of their own, and the rest is written here.");
        }
        if (value == null || value.length() > MOST_IN_VALUE) {
            throw Refusal.invalid(field, "Give a text of at most 10000 characters.");
        }
        if (PlainText.PlainTextValidator.hides(value)) {
            throw Refusal.invalid(
                    field,
                    "Line breaks, control characters and hidden marks can't be used in a header.");
        }
        return HeaderFields.custom(field, name, value.strip());
    }
}
