package io.sendyard.smtp.client;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a host answered (RFC 5321 section 4.2).
 *
 * @param code three digits, the first 2 to 5
 * @param lines what stands behind them, made visible
 * @param odd whether it holds what no reply may: NUL or a carriage return on its own
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

    /** The status code of RFC 3463 that it begins with; null where it has none. */
    public @Nullable String enhancedCode() {
        var match = ENHANCED.matcher(lines.getFirst().strip());
        return match.matches() ? match.group(1) : null;
    }

    /** All of it, as people read it: at most 1 KiB, nothing in it but visible characters. */
    public String text() {
        return clipped(String.join(" ", lines).strip());
    }

    /** What somebody out there wrote, so that it can be shown: visible, and at most 1 KiB. */
    public static String shown(String text) {
        return clipped(visible(text));
    }

    static String clipped(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 2)) ? 2 : 1;
        return text.substring(0, LONGEST_TEXT - end) + "…";
    }

    /** With escapes for what does not show, or would turn the direction of writing. */
    static String visible(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints()
                .forEach(letter -> {
                    if (isHidden(letter)) {
                        shown.append((letter < 0x100 ? "\\x%02x" : "\\u{%x}").formatted(letter));
                    } else {
                        shown.appendCodePoint(letter);
                    }
                });
        return shown.toString();
    }

    private static boolean isHidden(int letter) {
        return switch (Character.getType(letter)) {
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
