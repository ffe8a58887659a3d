package io.sendyard.message;

import io.sendyard.core.MessageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the rows of messages, recipients and events keep. */
@Component
class Columns {

    private static final TypeReference<Map<String, String>> PAIRS = new TypeReference<>() {};

    private final JsonMapper json;

    Columns(JsonMapper json) {
        this.json = json;
    }

    static MessageId id(ResultSet row) throws SQLException {
        return new MessageId(row.getObject("id", UUID.class));
    }

    /** The state that people are shown of a message. */
    static MessageState state(ResultSet row) throws SQLException {
        return MessageState.of(
                word(row, "status", MessageStatus.class), row.getBoolean("deferred"));
    }

    /** An enum constant, stored in lower case. */
    static <T extends Enum<T>> T word(ResultSet row, String column, Class<T> words)
            throws SQLException {
        return Enum.valueOf(words, row.getString(column).toUpperCase(Locale.ROOT));
    }

    static Instant moment(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A moment that may not have come; null where it has not. */
    static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? null : moment(row, column);
    }

    Map<String, String> metadata(ResultSet row) throws SQLException {
        var metadata = row.getString("metadata");
        return metadata == null ? Map.of() : json.readValue(metadata, PAIRS);
    }

    Outcome.Details details(ResultSet row) throws SQLException {
        return json.readValue(row.getString("details"), Outcome.Details.class);
    }
}
