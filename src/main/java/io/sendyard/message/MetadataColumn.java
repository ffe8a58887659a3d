package io.sendyard.message;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Stores a message's metadata as a JSON object. */
@Component
@Converter
class MetadataColumn implements AttributeConverter<Map<String, String>, String> {

    private static final TypeReference<Map<String, String>> PAIRS = new TypeReference<>() {};

    private final JsonMapper json;

    MetadataColumn(JsonMapper json) {
        this.json = json;
    }

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Map<String, String> metadata) {
        return metadata == null || metadata.isEmpty() ? null : json.writeValueAsString(metadata);
    }

    @Override
    public @Nullable Map<String, String> convertToEntityAttribute(@Nullable String column) {
        return column == null ? null : json.readValue(column, PAIRS);
    }
}
