package io.sendyard.mime;

import io.sendyard.core.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.james.mime4j.util.MimeUtil;

/**
 * The header of a received message, field by field, each with its original bytes, so that untouched
 * fields stay as they were.
 */
public record RawHeader(List<Field> fields) {

    private static final int MOST_FIELDS = 1_000;

    /** Readers differ in which of several they take (RFC 5322 section 3.6, RFC 2045 section 3). */
    private static final Set<String> AT_MOST_ONCE =
            Set.of(
                    "date",
                    "from",
                    "sender",
                    "reply-to",
                    "to",
                    "cc",
                    "message-id",
                    "in-reply-to",
                    "references",
                    "subject",
                    "content-type",
                    "content-transfer-encoding");

    /**
     * Obsolete since RFC 5322 section 4.1; at the edge of a field, signers treat them differently.
     */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1F\\x7F&&[^\t\r\n]]");

    private static final Pattern FIELD_END = Pattern.compile("(?<=\r\n)(?![ \t])");
    private static final Pattern FIELD =
            Pattern.compile("(?s)([\\x21-\\x39\\x3B-\\x7E]+)[ \t]*:.*");

    /**
     * Reads it.
     *
     * @param octets up to the empty line, each line ended with CRLF
     */
    static RawHeader read(byte[] octets) {
        if (!isUtf8(octets)) {
            throw Refusal.invalid(
                    "message", "The message's header is neither ASCII nor UTF-8; encode it.");
        }
        var text = new String(octets, StandardCharsets.ISO_8859_1);
        if (CONTROL.matcher(text).find()) {
            throw Refusal.invalid(
                    "message", "The message's header has a control character; encode it.");
        }
        var fields = new ArrayList<Field>();
        FIELD_END
                .splitAsStream(text)
                .filter(field -> !field.isEmpty())
                .forEach(field -> fields.add(field(field)));
        if (fields.size() > MOST_FIELDS) {
            throw Refusal.invalid("message", "A message can have 1000 header fields.");
        }
        return new RawHeader(fields);
    }

    /**
     * Checks that no field occurs twice that may occur only once.
     *
     * @throws Refusal by the name of such a field
     */
    void checkOccurrences() {
        var seen = new HashSet<String>();
        for (var field : fields) {
            var key = field.name().toLowerCase(Locale.ROOT);
            if (AT_MOST_ONCE.contains(key) && !seen.add(key)) {
                throw repeated(field.name());
            }
        }
    }

    /** The values of the fields of that name, as they were written, but unfolded without TAB. */
    public List<String> values(String name) {
        return fields.stream().filter(field -> field.is(name)).map(Field::value).toList();
    }

    /**
     * The text of the one field of that name.
     *
     * @throws Refusal where there are several
     */
    Optional<String> text(String name) {
        var values = values(name);
        if (values.size() > 1) {
            throw repeated(name);
        }
        return values.stream().findFirst().map(RawHeader::shown);
    }

    /** A value as people read it: a TAB is white space like any other (RFC 5322 section 2.2.3). */
    static String shown(String value) {
        return EncodedWords.decoded(value).replace('\t', ' ');
    }

    public boolean has(String name) {
        return fields.stream().anyMatch(field -> field.is(name));
    }

    RawHeader without(Predicate<Field> gone) {
        return new RawHeader(fields.stream().filter(gone.negate()).toList());
    }

    byte[] octets() {
        var text = new StringBuilder();
        fields.forEach(field -> text.append(field.raw()));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Refusal repeated(String name) {
        return Refusal.invalid(name, "The message has this header more than once. Send it once.");
    }

    /** As RFC 6532 wants it: a signature over anything else is read in as many ways. */
    private static boolean isUtf8(byte[] octets) {
        return CharsetLabels.utf8(octets).isPresent();
    }

    private static Field field(String raw) {
        var matcher = FIELD.matcher(raw);
        if (!matcher.matches()) {
            throw Refusal.invalid("message", "The message's header has a line that is no field.");
        }
        return new Field(matcher.group(1), raw);
    }

    /**
     * One field.
     *
     * @param raw all of it with its last CRLF, each octet a character
     */
    public record Field(String name, String raw) {

        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }

        String value() {
            var octets = raw.substring(raw.indexOf(':') + 1).getBytes(StandardCharsets.ISO_8859_1);
            return MimeUtil.unfold(new String(octets, StandardCharsets.UTF_8))
                    .replace('\t', ' ')
                    .strip();
        }
    }
}
