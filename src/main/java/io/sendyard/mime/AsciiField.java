package io.sendyard.mime;

import io.sendyard.mime.AddressTokens.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.apache.james.mime4j.codec.EncoderUtil.Usage;
import org.apache.james.mime4j.util.MimeUtil;

/**
 * A header field with raw UTF-8 (RFC 6532) as the same field in ASCII: texts and names as encoded
 * words (RFC 2047), parameters by RFC 2231, domains as A-labels, links percent-encoded. Fields in
 * ASCII stay as they are.
 */
final class AsciiField {

    private static final Set<String> WITH_ADDRESSES =
            Set.of(
                    "from",
                    "sender",
                    "reply-to",
                    "to",
                    "cc",
                    "bcc",
                    "disposition-notification-to",
                    "return-receipt-to",
                    "errors-to",
                    "mail-followup-to",
                    "mail-reply-to",
                    "list-id");
    private static final Set<String> WITH_PARAMETERS =
            Set.of("content-type", "content-disposition");
    private static final Set<String> WITH_LINKS =
            Set.of(
                    "list-help",
                    "list-unsubscribe",
                    "list-subscribe",
                    "list-post",
                    "list-owner",
                    "list-archive",
                    "archived-at");

    private static final Pattern FIELD =
            Pattern.compile("(?s)([\\x21-\\x39\\x3B-\\x7E]+)[ \t]*:(.*?)(?:\r\n)?");
    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*+");
    private static final Pattern LINK = Pattern.compile("<[^<>]*+>");
    private static final Pattern OCTET = Pattern.compile("[\\x80-\\xFF]");

    private static final Pattern WORD = Pattern.compile("\\S+");

    private AsciiField() {}

    /**
     * The field in ASCII; empty if it has an address whose local part is beyond ASCII, for which
     * there is no other form.
     *
     * @param raw all of it with its last CRLF, each octet a character
     */
    static Optional<String> of(String raw) {
        var field = FIELD.matcher(raw);
        if (isAscii(raw) || !field.matches()) {
            return Optional.of(escaped(raw));
        }
        var name = field.group(1);
        var key = name.toLowerCase(Locale.ROOT).replaceFirst("^resent-", "");
        if (WITH_PARAMETERS.contains(key)) {
            var body = ParameterField.of(field.group(2)).ascii();
            return Optional.of(escaped(name + ":" + body + "\r\n"));
        }
        var value = MimeUtil.unfold(unicode(field.group(2))).replace('\t', ' ').strip();
        return (WITH_ADDRESSES.contains(key)
                        ? addresses(value)
                        : Optional.of(WITH_LINKS.contains(key) ? links(value) : value))
                .map(written -> HeaderFields.field(name, encoded(written)));
    }

    /** The field in ASCII, with addresses that have no other form as encoded words. */
    static String always(String raw) {
        return of(raw).orElseGet(() -> {
            int colon = raw.indexOf(':');
            var value = MimeUtil.unfold(unicode(raw.substring(colon + 1))).strip();
            return HeaderFields.field(raw.substring(0, colon).strip(), encoded(value));
        });
    }

    /** Octets above 127 as encoded words; text in ASCII stays as it is. */
    static String words(String octets) {
        return isAscii(octets) ? octets : encoded(MimeUtil.unfold(unicode(octets)));
    }

    /**
     * Encodes from the first to the last word that is not ASCII or encoded already: white space
     * between encoded words is lost.
     */
    private static String encoded(String text) {
        if (isAscii(text)) {
            return text;
        }
        int start = -1;
        int end = 0;
        for (var words = WORD.matcher(text); words.find(); ) {
            if (!isAscii(words.group()) || words.group().contains("=?")) {
                start = start < 0 ? words.start() : start;
                end = words.end();
            }
        }
        return text.substring(0, start)
                + word(text.substring(start, end), Usage.TEXT_TOKEN)
                + text.substring(end);
    }

    private static Optional<String> addresses(String value) {
        var field = AddressField.of(value);
        var changes = new ArrayList<Replacement>();
        for (var entry : field.entries()) {
            if (!isAscii(entry.address())) {
                var address = entry.mailbox().map(mailbox -> mailbox.address());
                if (address.filter(one -> isAscii(one.localPart())).isEmpty()) {
                    return Optional.empty();
                }
                changes.add(Replacement.of(entry.address(), address.get().toString()));
            }
            names(entry.name()).ifPresent(changes::add);
        }
        field.groups().forEach(name -> names(name).ifPresent(changes::add));
        for (var comment : field.comments()) {
            if (!isAscii(comment.text())) {
                var text = comment.text().substring(1, comment.text().length() - 1);
                changes.add(
                        Replacement.of(
                                List.of(comment), "(" + word(text, Usage.WORD_ENTITY) + ")"));
            }
        }
        return Optional.of(changed(value, changes));
    }

    private static Optional<Replacement> names(List<Token> words) {
        return isAscii(words)
                ? Optional.empty()
                : Optional.of(
                        Replacement.of(words, word(AddressField.text(words), Usage.WORD_ENTITY)));
    }

    /** A comment within a name goes with it. */
    private static String changed(String value, List<Replacement> changes) {
        changes.sort(Comparator.comparingInt(Replacement::start));
        var text = new StringBuilder();
        int copied = 0;
        for (var change : changes) {
            if (change.start() >= copied) {
                text.append(value, copied, change.start()).append(change.text());
                copied = change.end();
            }
        }
        return text.append(value.substring(copied)).toString();
    }

    private static String links(String value) {
        return LINK.matcher(value)
                .replaceAll(link ->
                        Matcher.quoteReplacement(
                                OCTET.matcher(octets(link.group()))
                                        .replaceAll(octet -> escape('%', octet.group()))));
    }

    private static String word(String text, Usage usage) {
        return EncoderUtil.encodeEncodedWord(EncodedWords.decoded(text), usage, 30);
    }

    /** What is no field can't be encoded, only made harmless. */
    private static String escaped(String octets) {
        return OCTET.matcher(octets).replaceAll(octet -> escape('=', octet.group()));
    }

    private static String escape(char mark, String octet) {
        return "%c%02X".formatted(mark, (int) octet.charAt(0));
    }

    private static String unicode(String octets) {
        return CharsetLabels.decoded(octets.getBytes(StandardCharsets.ISO_8859_1), null);
    }

    private static String octets(String unicode) {
        return new String(unicode.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static boolean isAscii(String text) {
        return ASCII.matcher(text).matches();
    }

    private static boolean isAscii(List<Token> words) {
        return words.stream().allMatch(word -> isAscii(word.text()));
    }

    /** A piece of a field's value and what takes its place. */
    private record Replacement(int start, int end, String text) {

        static Replacement of(List<Token> words, String text) {
            return new Replacement(words.getFirst().start(), words.getLast().end(), text);
        }
    }
}
