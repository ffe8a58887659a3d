package io.sendyard.core;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How names are kept and how they are compared. */
public final class Name {

    private Name() {}

    /** As it is kept: without white space around it, in Unicode's composed form (NFC). */
    public static @Nullable String kept(@Nullable String name) {
        return name == null ? null : stripped(Normalizer.normalize(name, Normalizer.Form.NFC));
    }

    /** As it is kept, and null where nothing was written. */
    public static @Nullable String optional(@Nullable String name) {
        var kept = kept(name);
        return kept == null || kept.isEmpty() ? null : kept;
    }

    /** As it is compared: two names with the same key are the same name, whatever their case. */
    public static String key(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Without white space at its ends, the kind included at which no line breaks. */
    private static String stripped(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        int start = 0;
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }
}
