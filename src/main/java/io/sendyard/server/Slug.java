package io.sendyard.server;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.IntStream;

/** Names for URLs and programs: lower-case ASCII letters, digits and hyphens, at most 30. */
final class Slug {

    private static final int MOST = 30;
    private static final int SPACE_FOR_NUMBER = 6;

    private Slug() {}

    /** A slug made from {@code name} that is none of {@code taken}. */
    static String from(String name, Collection<String> taken) {
        var plain = ascii(name);
        if (!taken.contains(plain)) {
            return plain;
        }
        var stem = cut(plain, MOST - SPACE_FOR_NUMBER);
        return IntStream.iterate(2, number -> number + 1)
                .mapToObj(number -> stem + "-" + number)
                .filter(slug -> !taken.contains(slug))
                .findFirst()
                .orElseThrow();
    }

    private static String ascii(String name) {
        var letters = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        var words = letters.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        var slug = cut(words.replaceAll("^-", ""), MOST);
        return slug.isEmpty() ? "stream" : slug;
    }

    private static String cut(String slug, int length) {
        return slug.substring(0, Math.min(length, slug.length())).replaceAll("-+$", "");
    }
}
