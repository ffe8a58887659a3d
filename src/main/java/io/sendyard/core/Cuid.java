package io.sendyard.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.thibaultmeyer.cuid.CUID;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.Serializable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id that callers see: 25 characters, the first a {@code c}, sortable by creation. */
public record Cuid(@JsonValue String value) implements Serializable {

    private static final Pattern FORM = Pattern.compile("c[0-9a-z]{24}");

    /**
     * Reads an id that a caller gave.
     *
     * @throws NotFound where it has not the form of an id, since nothing can have it
     */
    @JsonCreator
    public static Cuid of(String value) {
        if (!FORM.matcher(value).matches()) {
            throw new NotFound();
        }
        return new Cuid(value);
    }

    /** A new id; ids made later sort behind it. */
    public static Cuid fresh() {
        return new Cuid(CUID.randomCUID1().toString());
    }

    @Override
    public String toString() {
        return value;
    }

    /** Keeps an id as its characters. */
    @Converter(autoApply = true)
    static class Column implements AttributeConverter<Cuid, String> {

        @Override
        public @Nullable String convertToDatabaseColumn(@Nullable Cuid cuid) {
            return cuid == null ? null : cuid.value;
        }

        @Override
        public @Nullable Cuid convertToEntityAttribute(@Nullable String column) {
            return column == null ? null : new Cuid(column);
        }
    }
}
