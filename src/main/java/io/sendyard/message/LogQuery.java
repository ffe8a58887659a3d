package io.sendyard.message;

import java.time.Instant;
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
 * the recipient's, the status's, the stream's or the server's. What no index knows is looked for
 * in a window of that walk only.
 */
final class LogQuery {

    /** An id is made a moment before its message's time, and maybe on a clock that is off. */
    private static final long SLACK_MILLIS = 60_000;

    private static final String FIRST_ADDRESS =
            "(select a.address from recipient a where a.message_id = m.id"
                    + " order by a.message_id, a.id fetch first 1 row only)";

    /** Nearly every message has one of these: the stream's index, or the window, finds them. */
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
    private boolean windowed;

    LogQuery(long serverId, LogSearch search) {
        this.backward = search.after() != null;
        parameters.put("server", serverId);
        var state = search.state();
        boolean byState = false;
        boolean byStream = false;
        if (search.address().isPresent()) {
            byAddress(search.address().get().key());
        } else if (state != null && !(COMMON.contains(state) && search.stream() != null)) {
            walked.add("m.server_id = :server");
            walked.add("m.status = :status");
            parameters.put("status", state.status().key());
            walk = "m.server_id, m.status";
            byState = true;
        } else if (search.stream() != null) {
            walked.add("m.stream_id = " + stream(search.stream()));
            walk = "m.stream_id";
            byStream = true;
        } else {
            walked.add("m.server_id = :server");
        }
        if (state != null) {
            status(state, byState);
        }
        if (search.stream() != null && !byStream) {
            look("m.stream_id = " + stream(search.stream()));
        }
        texts(search);
        period(search.from(), search.to());
        place(search);
    }

    /** Whether it looks for something that no index knows. */
    boolean windowed() {
        return windowed;
    }

    /** Whether it goes from older messages to newer ones. */
    boolean backward() {
        return backward;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /** Where the window ends: the id of the message that is so many messages away. */
    String end(int window) {
        return "select %s from %s where %s %s offset %d rows fetch first 1 row only"
                .formatted(id, from, String.join(" and ", walked), order(), window - 1);
    }

    /**
     * The messages, as far as the window reaches.
     *
     * @param end the last id of the window; null where there is none
     */
    String messages(String columns, @Nullable UUID end, int limit) {
        var all = new ArrayList<>(walked);
        all.addAll(looked);
        if (end != null) {
            all.add(id + (backward ? " <= :end" : " >= :end"));
            parameters.put("end", end);
        }
        return "select %s from %s where %s %s fetch first %d rows only"
                .formatted(
                        columns.replace(
                                "{address}", id.equals("m.id") ? FIRST_ADDRESS : "r.address"),
                        from,
                        String.join(" and ", all),
                        order(),
                        limit);
    }

    private void byAddress(String key) {
        from = "recipient r join message m on m.id = r.message_id";
        id = "r.message_id";
        walk = "r.server_id, r.address_key";
        walked.add("r.server_id = :server");
        walked.add("r.address_key = :address");
        parameters.put("address", key);
    }

    private String stream(String slug) {
        parameters.put("stream", slug);
        return "(select s.id from stream s where s.server_id = :server and s.slug = :stream)";
    }

    private void status(MessageState state, boolean indexed) {
        parameters.put("status", state.status().key());
        if (!indexed) {
            look("m.status = :status");
        }
        if (state == MessageState.DEFERRED) {
            look("m.deferred = true");
        } else if (state == MessageState.QUEUED) {
            look("m.deferred = false");
        }
    }

    private void texts(LogSearch search) {
        if (search.tag() != null) {
            look("m.tag = :tag");
            parameters.put("tag", search.tag());
        }
        search.partOfAddress()
                .ifPresent(part -> {
                    look(
                            "exists (select 1 from recipient p where p.message_id = m.id"
                                    + " and p.address_key like :part escape '!')");
                    parameters.put("part", like(part));
                });
        search.partOfSubject()
                .filter(_ -> search.id().isEmpty())
                .ifPresent(part -> {
                    // A database that knows only ASCII leaves the case of other letters alone.
                    look(
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

    /** Ids sort by age, so a period is a piece of the walk; the exact time is looked at too. */
    private void period(@Nullable LocalDate first, @Nullable LocalDate last) {
        if (first != null) {
            var start = first.atStartOfDay(ZoneOffset.UTC);
            walked.add(id + " >= :first");
            looked.add("m.created_at >= :start");
            parameters.put("first", idAt(start.toInstant(), -SLACK_MILLIS));
            parameters.put("start", start.toOffsetDateTime());
        }
        if (last != null) {
            var stop = last.plusDays(1).atStartOfDay(ZoneOffset.UTC);
            walked.add(id + " < :last");
            looked.add("m.created_at < :stop");
            parameters.put("last", idAt(stop.toInstant(), SLACK_MILLIS));
            parameters.put("stop", stop.toOffsetDateTime());
        }
    }

    private void place(LogSearch search) {
        if (search.before() != null) {
            walked.add(id + " < :before");
            parameters.put("before", search.before().uuid());
        } else if (search.after() != null) {
            walked.add(id + " > :after");
            parameters.put("after", search.after().uuid());
        }
    }

    private void look(String condition) {
        looked.add(condition);
        windowed = true;
    }

    /** All of the index, so that H2 walks it too instead of sorting. */
    private String order() {
        var all = new ArrayList<String>();
        for (var column : walk.split(", ", -1)) {
            all.add(column + (backward ? " desc" : ""));
        }
        all.add(id + (backward ? " asc" : " desc"));
        return "order by " + String.join(", ", all);
    }

    private static UUID idAt(Instant at, long offMillis) {
        return new UUID(Math.max(0, at.toEpochMilli() + offMillis) << 16, 0);
    }

    private static String like(String part) {
        return "%" + part.replaceAll("([!%_])", "!$1") + "%";
    }
}
