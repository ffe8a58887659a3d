package io.sendyard.message;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of a server's messages are asked for; null: no matter.
 *
 * @param subject text in it, whatever its case
 * @param until not this instant itself
 * @param before only older ones than this
 */
public record MessageFilter(
        long serverId,
        @Nullable Long streamId,
        @Nullable MessageStatus status,
        @Nullable EmailAddress to,
        @Nullable EmailAddress from,
        @Nullable String subject,
        @Nullable String tag,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable MessageId before) {

    /** As a condition on {@code message m}, and its values. */
    Condition condition() {
        var parts = new ArrayList<String>();
        var values = new LinkedHashMap<String, Object>();
        parts.add("m.server_id = :server");
        values.put("server", serverId);
        add(parts, values, "m.stream_id = :stream", "stream", streamId);
        add(parts, values, "m.status = :status", "status", status == null ? null : status.key());
        add(parts, values, "m.from_key = :from", "from", from == null ? null : from.key());
        add(
                parts,
                values,
                "m.id in (select r.message_id from recipient r where r.server_id = :server and r.address_key = :to)",
                "to",
                to == null ? null : to.key());
        add(
                parts,
                values,
                "lower(m.subject) like :subject escape '!'",
                "subject",
                subject == null ? null : pattern(subject));
        add(parts, values, "m.tag = :tag", "tag", tag);
        add(parts, values, "m.created_at >= :since", "since", utc(since));
        add(parts, values, "m.created_at < :until", "until", utc(until));
        add(parts, values, "m.id < :before", "before", before == null ? null : before.uuid());
        return new Condition(String.join(" and ", parts), values);
    }

    private static void add(
            List<String> parts,
            Map<String, Object> values,
            String part,
            String name,
            @Nullable Object value) {
        if (value != null) {
            parts.add(part);
            values.put(name, value);
        }
    }

    private static String pattern(String text) {
        return "%" + text.toLowerCase(Locale.ROOT).replaceAll("([%_!])", "!$1") + "%";
    }

    private static @Nullable Object utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** SQL and the values for its parameters. */
    record Condition(String sql, Map<String, Object> values) {}
}
