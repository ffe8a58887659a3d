package io.sendyard.message;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A search of the log in SQL. One index leads through the messages from the newest to the oldest:
 * the recipient's, the status's or the server's. What no index knows is looked for in a window of
 * that walk only.
 */
final class LogQuery {

    private static final String FIRST_ADDRESS =
            "(select a.address from recipient a where a.message_id = m.id"
                    + " order by a.message_id, a.id fetch first 1 row only)";

    /** The highest there is: with an end to begin at, H2 too takes the index that has the ids. */
    private static final UUID TOP = new UUID(-1, -1);

    /** Nearly every message has one of these, so that a window of all finds them soon. */
    private static final List<MessageState> COMMON =
            List.of(MessageState.DELIVERED, MessageState.CAPTURED, MessageState.SENT);

    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** What the index itself answers. */
    private final List<String> walked = new ArrayList<>();

    /** What each message on the way is asked. */
    private final List<String> looked = new ArrayList<>();

    private final boolean backward;
    private String from = "message m";
    private String id = "m.id";
    private String walk = "m.server_id";

    LogQuery(long serverId, LogSearch search) {
        this.backward = search.after() != null;
        parameters.put("server", serverId);
        if (search.address().isPresent()) {
            byAddress(search.address().get().key());
            status(search.state(), looked);
        } else if (search.state() != null && !COMMON.contains(search.state())) {
            walked.add("m.server_id = :server");
            walk = "m.server_id, m.status";
            status(search.state(), walked);
        } else {
            walked.add("m.server_id = :server");
            status(search.state(), looked);
        }
        stream(search.stream());
        texts(search);
        period(search.from(), search.to());
        place(search);
    }

    /** Whether it looks for something that no index knows. */
    boolean windowed() {
        return !looked.isEmpty();
    }

    /** Whether it goes from older messages to newer ones. */
    boolean backward() {
        return backward;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /** The id of the last message of a window; none where the window reaches the end. */
    String end(int window) {
        return "select %s as id from %s where %s %s offset %d rows fetch first 1 row only"
                .formatted(id, from, String.join(" and ", walked), order(), window - 1);
    }

    /**
     * The ids of the first so many messages that it finds.
     *
     * @param end the last of the window; null where the walk ends before
     */
    String ids(@Nullable UUID end, int limit) {
        var all = new ArrayList<>(walked);
        all.addAll(looked);
        if (end != null) {
            all.add(id + (backward ? " <= :end" : " >= :end"));
            parameters.put("end", end);
        }
        var tables =
                windowed() && !id.equals("m.id")
                        ? from + " join message m on m.id = r.message_id"
                        : from;
        return "select %s as id from %s where %s %s fetch first %d rows only"
                .formatted(id, tables, String.join(" and ", all), order(), limit);
    }

    /** The messages with those ids. */
    String messages(String columns, @Nullable UUID end, int limit) {
        return "select %s, %s as address from (%s) p join message m on m.id = p.id order by p.id %s"
                .formatted(columns, address(), ids(end, limit), direction());
    }

    /** All of the index, so that H2 walks it too instead of sorting. */
    private String order() {
        return "order by %s, %s %s"
                .formatted(
                        backward ? walk.replace(",", " desc,") + " desc" : walk, id, direction());
    }

    private String direction() {
        return backward ? "asc" : "desc";
    }

    /** The recipient that was asked for, else the first. */
    private String address() {
        return parameters.containsKey("address")
                ? FIRST_ADDRESS.replace(
                        " order by",
                        " and a.server_id = :server and a.address_key = :address order by")
                : FIRST_ADDRESS;
    }

    private void byAddress(String key) {
        from = "recipient r";
        id = "r.message_id";
        walk = "r.server_id, r.address_key";
        walked.add("r.server_id = :server");
        walked.add("r.address_key = :address");
        parameters.put("address", key);
    }

    private void stream(@Nullable String slug) {
        if (slug != null) {
            looked.add(
                    "m.stream_id = (select s.id from stream s where s.server_id = :server and s.slug = :stream)");
            parameters.put("stream", slug);
        }
    }

    private void status(@Nullable MessageState state, List<String> conditions) {
        if (state != null) {
            conditions.add("m.status = :status");
            parameters.put("status", state.status().key());
            if (state.status() == MessageStatus.QUEUED) {
                looked.add("m.deferred = " + (state == MessageState.DEFERRED));
            }
        }
    }

    private void texts(LogSearch search) {
        if (search.tag() != null) {
            looked.add("m.tag = :tag");
            parameters.put("tag", search.tag());
        }
        search.partOfAddress()
                .ifPresent(part -> {
                    looked.add(
                            "exists (select 1 from recipient o where o.message_id = m.id"
                                    + " and o.address_key like :part escape '!')");
                    parameters.put("part", like(part));
                });
        search.partOfSubject()
                .ifPresent(part -> {
                    // A database that knows only ASCII leaves the case of other letters alone.
                    looked.add(
                            "(lower(m.subject) like :subject escape '!'"
                                    + " or m.subject like :typed escape '!')");
                    parameters.put("subject", like(part.toLowerCase(Locale.ROOT)));
                    parameters.put("typed", like(part));
                });
        search.id()
                .ifPresent(wanted -> {
                    walked.add(id + " = :wanted");
                    parameters.put("wanted", wanted.uuid());
                });
    }

    /** Ids begin with the time they were made at, so a period is a piece of the walk. */
    private void period(@Nullable LocalDate first, @Nullable LocalDate last) {
        if (first != null) {
            walked.add(id + " >= :first");
            parameters.put("first", idAt(first));
        }
        if (last != null) {
            walked.add(id + " < :last");
            parameters.put("last", idAt(last.plusDays(1)));
        }
    }

    private void place(LogSearch search) {
        if (search.after() != null) {
            walked.add(id + " > :after");
            parameters.put("after", search.after().uuid());
        } else {
            walked.add(id + " < :before");
            parameters.put("before", search.before() == null ? TOP : search.before().uuid());
        }
    }

    private static UUID idAt(LocalDate day) {
        return new UUID(day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() << 16, 0);
    }

    private static String like(String part) {
        return "%" + part.replaceAll("([!%_])", "!$1") + "%";
    }
}
