package io.sendyard.message;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Stores the details of an event as a JSON object. */
@Component
@Converter
class DetailsColumn implements AttributeConverter<Outcome.Details, String> {

    private final JsonMapper json;

    DetailsColumn(JsonMapper json) {
        this.json = json;
    }

    @Override
    public @Nullable String convertToDatabaseColumn(Outcome.@Nullable Details details) {
        return details == null ? null : json.writeValueAsString(details);
    }

    @Override
    public Outcome.@Nullable Details convertToEntityAttribute(@Nullable String column) {
        return column == null ? null : json.readValue(column, Outcome.Details.class);
    }
}
