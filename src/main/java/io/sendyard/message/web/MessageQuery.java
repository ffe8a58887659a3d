package io.sendyard.message.web;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.core.NotFound;
import io.sendyard.core.PlainText;
import io.sendyard.core.Refusal;
import io.sendyard.core.Timestamp;
import io.sendyard.message.MessageSearch;
import io.sendyard.message.MessageStatus;
import io.sendyard.web.InvalidFields;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.MapBindingResult;

/** What a caller asks the list of messages for. */
record MessageQuery(
        @Nullable String serverId,
        @Nullable String streamId,
        @Nullable MessageStatus status,
        @Nullable String to,
        @Nullable String from,
        @Nullable @PlainText(max = 1_000) String subject,
        @Nullable @PlainText(max = 1_000) String tag,
        @Nullable String since,
        @Nullable String until,
        @Nullable @Min(value = 1, message = "Use 1 or more.") Integer page,
        @Nullable
                @Min(value = 1, message = "Use 1 to 100.")
                @Max(value = 100, message = "Use 1 to 100.")
                Integer limit,
        @Nullable String cursor) {

    private static final int ROWS = 20;

    int pageOrFirst() {
        return page == null || cursor != null ? 1 : page;
    }

    int limitOrDefault() {
        return limit == null ? ROWS : limit;
    }

    MessageSearch search(@Nullable Long stream) {
        if (status == MessageStatus.DEFERRED) {
            throw notAStatus();
        }
        return new MessageSearch(
                null,
                status,
                null,
                stream,
                address("to", to),
                null,
                address("from", from),
                subject,
                tag,
                instant("since", since),
                instant("until", until),
                before(),
                null);
    }

    /** The API shows a deferred message as queued, so it refuses the word like any unknown one. */
    private InvalidFields notAStatus() {
        var errors = new MapBindingResult(Map.of(), "query");
        errors.rejectValue("status", "typeMismatch", "This value can't be used here.");
        return new InvalidFields(errors);
    }

    private static @Nullable EmailAddress address(String field, @Nullable String text) {
        return text == null
                ? null
                : EmailAddress.parse(text)
                        .orElseThrow(
                                () -> Refusal.invalid(field, "This is not one email address."));
    }

    private static @Nullable Instant instant(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Timestamp.read(text);
        } catch (DateTimeException e) {
            throw Refusal.invalid(field, "Write an instant such as 2025-07-15T10:30:00Z.");
        }
    }

    private @Nullable MessageId before() {
        try {
            return cursor == null ? null : MessageId.of(cursor);
        } catch (NotFound e) {
            throw Refusal.invalid("cursor", "Give the nextCursor of the page before.");
        }
    }
}
