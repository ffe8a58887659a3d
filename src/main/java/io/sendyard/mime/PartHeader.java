package io.sendyard.mime;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The header of a message or of a part of one, as it is: lines that are no fields too.
 *
 * @param fields each with its last CRLF, each octet a character
 * @param emptyLine the end of the header; empty if it has none
 */
record PartHeader(List<String> fields, String emptyLine) {

    private static final String EMPTY_LINE = "\r\n";
    private static final String ENCODING = "Content-Transfer-Encoding";
    private static final Pattern FIELD_END = Pattern.compile("(?<=\r\n)(?![ \t])");
    private static final Pattern TOKEN = Pattern.compile("[\\s\"]*+([^\\s\";,]*+).*");

    static PartHeader of(byte[] octets, int from, int to) {
        var text = new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
        boolean ended = text.equals(EMPTY_LINE) || text.endsWith("\r\n\r\n");
        var fields = ended ? text.substring(0, text.length() - EMPTY_LINE.length()) : text;
        return new PartHeader(
                fields.isEmpty() ? List.of() : List.of(FIELD_END.split(fields)),
                ended ? EMPTY_LINE : "");
    }

    /** The media type of the body; {@code standard} if the header names none. */
    ParameterField type(String standard) {
        var type = body("Content-Type").map(ParameterField::of);
        return type.filter(given -> given.value().contains("/"))
                .orElseGet(() -> ParameterField.of(standard));
    }

    /** The encoding of the body, in lower case; empty if the header names none. */
    String encoding() {
        return body(ENCODING)
                .map(ParameterField::withoutComments)
                .map(body -> TOKEN.matcher(body.replace(EMPTY_LINE, "")).replaceAll("$1"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    /** All of it in ASCII. */
    PartHeader ascii() {
        return new PartHeader(fields.stream().map(AsciiField::always).toList(), emptyLine);
    }

    /** All of it in ASCII; empty if an address in it has no such form. */
    Optional<PartHeader> strictlyAscii() {
        var changed = fields.stream().map(AsciiField::of).toList();
        return changed.stream().allMatch(Optional::isPresent)
                ? Optional.of(
                        new PartHeader(
                                changed.stream().flatMap(Optional::stream).toList(), emptyLine))
                : Optional.empty();
    }

    /** With another encoding, at the place of the one it has. */
    PartHeader encodedAs(String encoding) {
        var field = ENCODING + ": " + encoding + "\r\n";
        var first = fields.stream().filter(PartHeader::isEncoding).findFirst();
        if (first.isEmpty()) {
            return new PartHeader(
                    Stream.concat(fields.stream(), Stream.of(field)).toList(), "\r\n");
        }
        int at = fields.indexOf(first.get());
        var rest = fields.stream().skip(at + 1).filter(other -> !isEncoding(other));
        return new PartHeader(
                Stream.of(fields.stream().limit(at), Stream.of(field), rest)
                        .flatMap(some -> some)
                        .toList(),
                "\r\n");
    }

    boolean hasEncoding() {
        return fields.stream().anyMatch(PartHeader::isEncoding);
    }

    byte[] octets() {
        return (fields.stream().collect(Collectors.joining()) + emptyLine)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isEncoding(String field) {
        return is(ENCODING, field);
    }

    private Optional<String> body(String name) {
        return fields.stream()
                .filter(field -> is(name, field))
                .findFirst()
                .map(field -> field.substring(field.indexOf(':') + 1));
    }

    private static boolean is(String name, String field) {
        int colon = field.indexOf(':');
        return colon > 0 && field.substring(0, colon).strip().equalsIgnoreCase(name);
    }
}
