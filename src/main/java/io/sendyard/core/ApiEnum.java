package io.sendyard.core;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * A closed set of words, each with the key that API, forms and URLs use: {@code FULL_ACCESS} is
 * {@code full_access}.
 */
public interface ApiEnum {

    String name();

    /** The word as callers write it. */
    @JsonValue
    default String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word as people read it: {@code Full access}. */
    default String label() {
        var words = key().replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
