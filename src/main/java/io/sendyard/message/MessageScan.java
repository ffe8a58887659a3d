package io.sendyard.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A walk through a server's messages in SQL, along the one index that leads to those asked for: a
 * recipient's, a status's, a stream's or the server's. What no index knows is looked for in a
 * window of {@value #WINDOW} messages of that walk only, so that it costs the same at ten million
 * as at ten thousand.
 */
final class MessageScan {

    static final int WINDOW = 10_000;

    /** The highest there is: with an end to begin at, H2 too takes the index that has the ids. */
    private static final UUID TOP = new UUID(-1, -1);

    /** Nearly every message has one of these, so that a window of all finds them soon. */
    private static final List<MessageStatus> COMMON =
            List.of(MessageStatus.DELIVERED, MessageStatus.CAPTURED, MessageStatus.SENT);

    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** What the index itself answers. */
    private final List<String> walked = new ArrayList<>();

    /** What nearly every message on the way answers with yes. */
    private final List<String> checked = new ArrayList<>();

    /** What each message on the way is asked. */
    private final List<String> looked = new ArrayList<>();

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
     * Chooses the way.
     *
     * @param stream what gives the id of a stream of that server, in SQL
     * @param backward from older messages to newer ones
     */
    static MessageScan of(
            long serverId,
            @Nullable String address,
            @Nullable MessageStatus status,
            @Nullable String stream,
            boolean backward) {
        boolean rare = status != null && !COMMON.contains(status);
        MessageScan walk;
        if (address != null) {
            walk =
                    new MessageScan(
                            backward, "recipient r", "r.message_id", "r.server_id, r.address_key");
            walk.walked.addAll(List.of("r.server_id = :server", "r.address_key = :address"));
            walk.parameters.put("address", address);
        } else if (rare) {
            walk = new MessageScan(backward, "message m", "m.id", "m.server_id, m.status");
            walk.walked.addAll(List.of("m.server_id = :server", "m.status = :status"));
        } else if (stream != null) {
            walk = new MessageScan(backward, "message m", "m.id", "m.stream_id");
            walk.walked.add("m.stream_id = " + stream);
        } else {
            walk = new MessageScan(backward, "message m", "m.id", "m.server_id");
            walk.walked.add("m.server_id = :server");
        }
        walk.parameters.put("server", serverId);
        if (status != null) {
            walk.parameters.put("status", status.key());
        }
        if (status != null && (address != null || !rare)) {
            walk.looked.add("m.status = :status");
        }
        if (stream != null && (address != null || rare)) {
            walk.looked.add("m.stream_id = " + stream);
        }
        return walk;
    }

    /** Begins behind that message, or with the first. */
    void behind(@Nullable UUID message) {
        pass(backward ? ">" : "<", message == null ? TOP : message);
    }

    /** Passes only ids that compare so with that one, as in SQL: {@code ">="}. */
    void pass(String comparison, UUID other) {
        walked.add(compared(comparison, other));
    }

    /**
     * With the id itself and no parameter: PostgreSQL soon keeps one plan for all values of a
     * parameter, takes two of them to be close together, and then walks the ids of all servers
     * between them.
     */
    private String compared(String comparison, UUID other) {
        return "%s %s uuid '%s'".formatted(id, comparison, other);
    }

    /** Only these; they are nearly all that the walk passes. */
    void check(String condition, String name, Object value) {
        checked.add(condition);
        parameters.put(name, value);
    }

    /** Only those of which that is true. */
    void ask(String condition) {
        looked.add(condition);
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
        return !looked.isEmpty();
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
                .formatted(id, from, String.join(" and ", walked), order(), WINDOW - 1);
    }

    /**
     * The ids of so many messages that it finds, behind the first {@code offset} of them.
     *
     * @param end the last of the window; null where the walk ends before
     */
    String ids(@Nullable UUID end, int offset, int limit) {
        var all = new ArrayList<>(walked);
        all.addAll(checked);
        all.addAll(looked);
        if (end != null) {
            all.add(compared(backward ? "<=" : ">=", end));
        }
        boolean more = !checked.isEmpty() || !looked.isEmpty();
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
     * All of the index, so that H2 walks it instead of sorting; with the place of nulls, though
     * there are none, so that PostgreSQL takes no other index for it, such as the one of all
     * servers' ids, which passes everything that others sent since.
     */
    private String order() {
        return "order by %s, %s %s"
                .formatted(
                        backward ? path.replace(",", " desc,") + " desc" : path, id, direction());
    }
}
