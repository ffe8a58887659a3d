package io.sendyard.sender;

import static java.util.Locale.ROOT;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A list of {@code tag=value} as records of DKIM and DMARC have it, with white space around tags
 * and values (RFC 6376 section 3.2).
 */
record TagList(List<Tag> tags) {

    static TagList of(String text) {
        return new TagList(
                Arrays.stream(text.split(";", -1))
                        .filter(tag -> tag.contains("="))
                        .map(tag -> tag.split("=", 2))
                        .map(pair -> new Tag(pair[0].strip(), pair[1].strip()))
                        .toList());
    }

    /** The value of a tag; of a tag that appears twice, the first. */
    Optional<String> value(String name) {
        return tags.stream().filter(tag -> tag.name.equals(name)).map(Tag::value).findFirst();
    }

    /** The values of a tag in lower case, separated by colons, or of its default. */
    List<String> values(String name, String byDefault) {
        var values = value(name).orElse(byDefault).toLowerCase(ROOT).split(":", -1);
        return Arrays.stream(values).map(String::strip).toList();
    }

    /** Whether a tag appears twice, which makes the list void. */
    boolean repeatsTags() {
        return tags.stream().map(Tag::name).distinct().count() < tags.size();
    }

    /** Whether the list starts with a tag of this value, as versions must. */
    boolean startsWith(String name, String value) {
        return !tags.isEmpty() && tags.getFirst().equals(new Tag(name, value));
    }

    private record Tag(String name, String value) {}
}
