package io.sendyard.mime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.james.mime4j.util.MimeUtil;

/**
 * A MIME field with parameters, such as {@code Content-Type} (RFC 2045 section 5.1), each octet a
 * character.
 */
final class ParameterField {

    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*+");

    private final String first;
    private final List<ParameterPiece> pieces;
    private final Map<String, List<ParameterPiece>> named;

    private ParameterField(List<String> parts) {
        first = parts.getFirst();
        pieces = parts.stream().skip(1).map(ParameterPiece::of).toList();
        named = pieces.stream().collect(Collectors.groupingBy(ParameterPiece::name));
    }

    /**
     * Reads a field's body.
     *
     * @param body as it is, folded or not
     */
    static ParameterField of(String body) {
        return new ParameterField(split(body));
    }

    /** What is in front of the parameters, in lower case and without comments. */
    String value() {
        return withoutComments(MimeUtil.unfold(first)).strip().toLowerCase(Locale.ROOT);
    }

    /** A parameter's value, put together and decoded (RFC 2231). */
    Optional<String> parameter(String name) {
        return ParameterPiece.joined(named.getOrDefault(name, List.of()));
    }

    /** The whole body in ASCII: parameters beyond it by RFC 2231, the others as they are. */
    String ascii() {
        var written = new StringBuilder(AsciiField.words(first));
        var beyond =
                pieces.stream()
                        .filter(piece -> !ASCII.matcher(piece.raw()).matches())
                        .map(ParameterPiece::name)
                        .collect(Collectors.toSet());
        var done = new HashSet<String>();
        for (var piece : pieces) {
            var name = piece.name();
            if (name.isEmpty()) {
                written.append(';').append(AsciiField.words(piece.raw()));
            } else if (!beyond.contains(name)) {
                written.append(';').append(piece.raw());
            } else if (done.add(name)) {
                written.append(";\r\n ")
                        .append(HeaderFields.parameter(name, parameter(name).orElse("")));
            }
        }
        return written.toString();
    }

    /** Without comments (RFC 5322 section 3.2.2) that have no others in them. */
    static String withoutComments(String text) {
        return text.replaceAll("\\([^()]*+\\)", " ");
    }

    /** At the semicolons that are in no quoted string. */
    private static List<String> split(String body) {
        var parts = new ArrayList<String>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < body.length(); i++) {
            char character = body.charAt(i);
            if (character == ';' && !quoted) {
                parts.add(body.substring(start, i));
                start = i + 1;
            }
            i += character == '\\' && quoted ? 1 : 0;
            quoted ^= character == '"';
        }
        parts.add(body.substring(start));
        return parts;
    }
}
