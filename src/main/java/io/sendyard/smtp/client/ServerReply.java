package io.sendyard.smtp.client;

import static java.util.stream.Collectors.joining;

import io.sendyard.core.Excerpt;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mail server's reply (RFC 5321 section 4.2).
 *
 * @param code three digits, the first 2 to 5
 * @param lines text after the code, made visible
 * @param odd whether it contains what no reply may: NUL or a bare carriage return
 */
public record ServerReply(int code, List<String> lines, boolean odd) {

    private static final int LONGEST_TEXT = 1_024;
    private static final int SERVICE_NOT_AVAILABLE = 421;
    private static final Pattern ENHANCED =
            Pattern.compile("([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![0-9.]).*", Pattern.DOTALL);

    public boolean positive() {
        return code / 100 == 2;
    }

    /** Whether the host closes the connection after it. */
    public boolean closes() {
        return code == SERVICE_NOT_AVAILABLE;
    }

    /** The enhanced status code (RFC 3463) at its start; null if it has none. */
    public @Nullable String enhancedCode() {
        var match = ENHANCED.matcher(lines.getFirst().strip());
        return match.matches() ? match.group(1) : null;
    }

    /**
     * The whole text for people: at most 1 KiB of visible characters. The enhanced code is in each
     * line of a reply (RFC 2034 section 4); once is enough.
     */
    public String text() {
        var code = enhancedCode();
        var first = lines.getFirst().strip();
        var others =
                lines.stream()
                        .skip(1)
                        .map(String::strip)
                        .map(line ->
                                code != null && (line + " ").startsWith(code + " ")
                                        ? line.substring(code.length()).strip()
                                        : line);
        return clipped(Stream.concat(Stream.of(first), others).collect(joining(" ")).strip());
    }

    /** Foreign text made presentable: visible characters only, at most 1 KiB. */
    public static String shown(String text) {
        return clipped(visible(text));
    }

    static String clipped(String text) {
        return text.length() <= LONGEST_TEXT ? text : Excerpt.marked(text, LONGEST_TEXT - 1);
    }

    /** Escapes characters that are invisible or change the writing direction. */
    static String visible(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints()
                .forEach(character -> {
                    if (isHidden(character)) {
                        shown.append(
                                (character < 0x100 ? "\\x%02x" : "\\u{%x}").formatted(character));
                    } else {
                        shown.appendCodePoint(character);
                    }
                });
        return shown.toString();
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }
}
