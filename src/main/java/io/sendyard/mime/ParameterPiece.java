package io.sendyard.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.mime4j.util.MimeUtil;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a MIME field, or a piece of one (RFC 2231 section 3), each octet a character.
 *
 * @param raw as it is
 * @param name in lower case; empty if this is no parameter
 * @param number of the piece; negative for all of a parameter
 * @param extended whether the value is percent-encoded (RFC 2231 section 4)
 * @param value without quotes
 */
record ParameterPiece(String raw, String name, int number, boolean extended, String value) {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?s)\\s*+([\\x21-\\x7E&&[^=*\"]]++)(?:\\*([0-9]{1,3}))?(\\*)?\\s*+=\\s*+(.*)");

    static ParameterPiece of(String raw) {
        var form = FORM.matcher(MimeUtil.unfold(raw));
        if (!form.matches()) {
            return new ParameterPiece(raw, "", -1, false, "");
        }
        return new ParameterPiece(
                raw,
                form.group(1).toLowerCase(Locale.ROOT),
                form.group(2) == null ? -1 : Integer.parseInt(form.group(2)),
                form.group(3) != null,
                unquoted(form.group(4).strip()));
    }

    /** The value of a parameter, from all its pieces; empty if there are none. */
    static Optional<String> joined(List<ParameterPiece> pieces) {
        var numbered =
                pieces.stream()
                        .filter(piece -> piece.number >= 0)
                        .sorted(Comparator.comparingInt(ParameterPiece::number))
                        .toList();
        if (!numbered.isEmpty()) {
            return Optional.of(decoded(numbered));
        }
        return pieces.stream()
                .max(Comparator.comparing(ParameterPiece::extended))
                .map(piece -> decoded(List.of(piece)));
    }

    private static String decoded(List<ParameterPiece> pieces) {
        var octets = new ByteArrayOutputStream();
        String charset = null;
        for (var piece : pieces) {
            var prefix = piece.extended ? piece.value.split("'", 3) : new String[0];
            boolean named = octets.size() == 0 && prefix.length == 3;
            charset = named ? prefix[0] : charset;
            octets.writeBytes(piece.octets(named ? prefix[2] : piece.value));
        }
        var text = CharsetLabels.decoded(octets.toByteArray(), charset);
        return charset == null ? EncodedWords.decoded(text) : text;
    }

    private byte[] octets(String text) {
        var plain = text.getBytes(StandardCharsets.ISO_8859_1);
        if (!extended) {
            return plain;
        }
        var octets = new ByteArrayOutputStream(plain.length);
        for (int i = 0; i < plain.length; i++) {
            var octet = plain[i] == '%' ? percentEncoded(text, i) : null;
            octets.write(octet == null ? plain[i] : octet);
            i += octet == null ? 0 : 2;
        }
        return octets.toByteArray();
    }

    private static @Nullable Integer percentEncoded(String text, int at) {
        int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(at + 2), 16);
        return low < 0 ? null : Integer.valueOf(high * 16 + low);
    }

    private static String unquoted(String value) {
        int end = value.lastIndexOf('"');
        return value.startsWith("\"") && end > 0
                ? value.substring(1, end).replaceAll("(?s)\\\\(.)", "$1")
                : ParameterField.withoutComments(value).strip();
    }
}
