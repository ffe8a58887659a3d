package io.sendyard.core;

/**
 * The start of a text that is too long to store or show. It never ends in half of a surrogate pair,
 * which no database stores and no page shows.
 */
public final class Excerpt {

    private Excerpt() {}

    /** At most {@code most} UTF-16 code units. */
    public static String of(String text, int most) {
        int end = Math.min(most, text.length());
        boolean half = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, half ? end - 1 : end);
    }

    /** At most {@code most} code points. */
    public static String ofCodePoints(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    /** The text itself, or its first {@code most} code units and "…" if there are more. */
    public static String marked(String text, int most) {
        return text.length() <= most ? text : of(text, most) + "…";
    }
}
