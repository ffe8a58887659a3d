package io.sendyard.message;

import io.sendyard.core.PlainText;
import io.sendyard.core.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What customers find a message by again: a tag, and pairs of their own. */
record Labels(@Nullable String tag, Map<String, String> metadata) {

    private static final int MOST_IN_TAG = 1_000;
    private static final int MOST_PAIRS = 10;
    private static final int MOST_IN_KEY = 20;
    private static final int MOST_IN_VALUE = 80;

    static final Labels NONE = new Labels(null, Map.of());

    /**
     * Checks a tag and metadata.
     *
     * @param tagField name of the tag's field, for the refusal
     * @param pairsField prefix of the field name of a pair, before its key
     */
    static Labels of(
            @Nullable String tag,
            @Nullable Map<String, @Nullable String> metadata,
            String tagField,
            String pairsField) {
        if (tag != null) {
            check(tagField, tag, MOST_IN_TAG);
        }
        if (metadata == null) {
            return new Labels(tag, Map.of());
        }
        if (metadata.size() > MOST_PAIRS) {
            throw Refusal.invalid("metadata", "A message can have 10 pairs of metadata.");
        }
        var pairs = new LinkedHashMap<String, String>();
        metadata.forEach((key, value) -> {
            var field = pairsField + key;
            check(field, key, MOST_IN_KEY);
            if (key.isEmpty() || value == null) {
                throw Refusal.invalid(field, "Give a key and a text.");
            }
            check(field, value, MOST_IN_VALUE);
            pairs.put(key, value);
        });
        return new Labels(tag, pairs);
    }

    private static void check(String field, String text, int most) {
        if (text.codePointCount(0, text.length()) > most) {
            throw Refusal.invalid(field, "Use at most %d characters.".formatted(most));
        }
        if (PlainText.PlainTextValidator.hides(text)) {
            throw Refusal.invalid(field, "Control characters and hidden marks can't be used here.");
        }
    }
}
