package io.sendyard.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A scan of a server's messages in SQL, along the one index that fits the search: by recipient,
 * status, stream or server. Conditions without an index are checked in a window of {@value #WINDOW}
 * messages of the scan, so that it costs the same with ten million messages as with ten thousand.
 */
final class MessageScan {

    static final int WINDOW = 10_000;

    /** The highest there is: with an end to begin at, H2 too takes the index that has the ids. */
    private static final UUID TOP = new UUID(-1, -1);

    /** Nearly every message has one of these, so that a window of all finds them soon. */
    private static final List<MessageStatus> COMMON =
            List.of(MessageStatus.DELIVERED, MessageStatus.CAPTURED, MessageStatus.SENT);

    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** Conditions that the index answers. */
    private final List<String> indexed = new ArrayList<>();

    /** Conditions that nearly every scanned message meets. */
    private final List<String> checked = new ArrayList<>();

    /** Conditions to check for each scanned message. */
    private final List<String> examined = new ArrayList<>();

    private final boolean backward;
    private final String from;
    private final String id;
    private final String path;

    private MessageScan(boolean backward, String from, String id, String path) {
        this.backward = backward;
        this.from = from;
        this.id = id;
        this.path = path;
    }

    /**
     * Chooses the index.
     *
     * @param stream the id of a stream of that server
     * @param backward from older messages to newer ones
     */
    static MessageScan of(
            long serverId,
            @Nullable String address,
            @Nullable MessageStatus status,
            @Nullable Long stream,
            boolean backward) {
        boolean rare = status != null && !COMMON.contains(status);
        MessageScan scan;
        if (address != null) {
            scan =
                    new MessageScan(
                            backward, "recipient r", "r.message_id", "r.server_id, r.address_key");
            scan.indexed.addAll(List.of("r.server_id = :server", "r.address_key = :address"));
            scan.parameters.put("address", address);
        } else if (rare) {
            scan = new MessageScan(backward, "message m", "m.id", "m.server_id, m.status");
            scan.indexed.addAll(List.of("m.server_id = :server", "m.status = :status"));
        } else if (stream != null) {
            scan = new MessageScan(backward, "message m", "m.id", "m.stream_id");
            scan.indexed.add("m.stream_id = :stream");
        } else {
            scan = new MessageScan(backward, "message m", "m.id", "m.server_id");
            scan.indexed.add("m.server_id = :server");
        }
        scan.parameters.put("server", serverId);
        if (stream != null) {
            scan.parameters.put("stream", stream);
        }
        if (status != null) {
            scan.parameters.put("status", status.key());
        }
        if (status != null && (address != null || !rare)) {
            scan.examined.add("m.status = :status");
        }
        if (stream != null && (address != null || rare)) {
            scan.examined.add("m.stream_id = :stream");
        }
        return scan;
    }

    /** Begins behind that message, or with the first. */
    void after(@Nullable UUID message) {
        pass(backward ? ">" : "<", message == null ? TOP : message);
    }

    /** Passes only ids that compare so with that one, as in SQL: {@code ">="}. */
    void pass(String comparison, UUID other) {
        indexed.add(compared(comparison, other));
    }

    /**
     * Contains the id itself instead of a parameter: PostgreSQL soon caches one plan for all values
     * of a parameter, assumes two of them to be close together, and then scans the ids of all
     * servers between them.
     */
    private String compared(String comparison, UUID other) {
        return "%s %s uuid '%s'".formatted(id, comparison, other);
    }

    /** A condition that nearly all scanned messages meet. */
    void check(String condition, String name, Object value) {
        checked.add(condition);
        parameters.put(name, value);
    }

    /** Only those of which that is true. */
    void ask(String condition) {
        examined.add(condition);
    }

    void ask(String condition, String name, @Nullable Object value) {
        if (value != null) {
            ask(condition);
            parameters.put(name, value);
        }
    }

    void parameter(String name, Object value) {
        parameters.put(name, value);
    }

    /** Whether it looks for something that no index knows. */
    boolean windowed() {
        return !examined.isEmpty();
    }

    /** Whether it goes from older messages to newer ones. */
    boolean backward() {
        return backward;
    }

    /** The values for all that it was asked. */
    Map<String, Object> parameters() {
        return parameters;
    }

    /** The id of the last message of a window; none where the window reaches the end. */
    String end() {
        return "select %s as id from %s where %s %s offset %d rows fetch first 1 row only"
                .formatted(id, from, String.join(" and ", indexed), order(), WINDOW - 1);
    }

    /**
     * The ids of up to {@code limit} messages after the first {@code offset}.
     *
     * @param end the last message of the window; null if the scan ends before it
     */
    String ids(@Nullable UUID end, int offset, int limit) {
        var all = new ArrayList<>(indexed);
        all.addAll(checked);
        all.addAll(examined);
        if (end != null) {
            all.add(compared(backward ? "<=" : ">=", end));
        }
        boolean more = !checked.isEmpty() || !examined.isEmpty();
        var tables =
                more && from.startsWith("recipient")
                        ? from + " join message m on m.id = r.message_id"
                        : from;
        return "select %s as id from %s where %s %s offset %d rows fetch first %d rows only"
                .formatted(id, tables, String.join(" and ", all), order(), offset, limit);
    }

    /** In which order messages come. */
    String direction() {
        return backward ? "asc nulls first" : "desc nulls last";
    }

    /**
     * Names all columns of the index, so that H2 scans it instead of sorting; with the position of
     * nulls, though there are none, so that PostgreSQL takes no other index, such as the one of all
     * servers' ids, which passes everything that others have sent since.
     */
    private String order() {
        return "order by %s, %s %s"
                .formatted(
                        backward ? path.replace(",", " desc,") + " desc" : path, id, direction());
    }
}
