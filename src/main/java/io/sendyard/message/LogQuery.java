package io.sendyard.message;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A search of the log as a scan of a server's messages. */
final class LogQuery {

    private static final String FIRST_ADDRESS =
            "(select a.address from recipient a where a.message_id = m.id"
                    + " order by a.message_id, a.id fetch first 1 row only)";

    private static final String STREAM =
            "(select s.id from stream s where s.server_id = :server and s.slug = :stream)";

    private LogQuery() {}

    static MessageScan scan(long serverId, MessageSearch search) {
        var address = search.address().map(wanted -> wanted.key()).orElse(null);
        var state = search.state();
        var scan =
                MessageScan.of(
                        serverId,
                        address,
                        state == null ? null : state.status(),
                        search.stream() == null ? null : STREAM,
                        search.after() != null);
        if (search.stream() != null) {
            scan.parameter("stream", search.stream());
        }
        if (state != null && state.status() == MessageStatus.QUEUED) {
            scan.ask("m.deferred = " + (state == MessageState.DEFERRED));
        }
        scan.ask("m.tag = :tag", "tag", search.tag());
        texts(search, scan);
        period(search.from(), search.to(), scan);
        var place = search.after() == null ? search.before() : search.after();
        scan.after(place == null ? null : place.uuid());
        return scan;
    }

    /** The messages that such a scan finds. */
    static String messages(String columns, MessageScan scan, @Nullable UUID end, int limit) {
        return "select %s, %s as address from (%s) p join message m on m.id = p.id order by p.id %s"
                .formatted(columns, address(scan), scan.ids(end, 0, limit), scan.direction());
    }

    /** The recipient that was asked for, else the first. */
    private static String address(MessageScan scan) {
        return scan.parameters().containsKey("address")
                ? FIRST_ADDRESS.replace(
                        " order by",
                        " and a.server_id = :server and a.address_key = :address order by")
                : FIRST_ADDRESS;
    }

    private static void texts(MessageSearch search, MessageScan scan) {
        search.partOfAddress()
                .ifPresent(part ->
                        // With an offset PostgreSQL asks each message of the walk, and does not
                        // look through the recipients of all servers first.
                        scan.ask(
                                "exists (select 1 from recipient o where o.message_id = m.id"
                                        + " and o.address_key like :part escape '!' offset 0 rows)",
                                "part",
                                like(part)));
        search.partOfSubject()
                .ifPresent(part -> {
                    // A database that knows only ASCII ignores the case of ASCII letters only.
                    scan.ask(
                            "(lower(m.subject) like :subject escape '!'"
                                    + " or m.subject like :typed escape '!')",
                            "subject",
                            like(part.toLowerCase(Locale.ROOT)));
                    scan.parameter("typed", like(part));
                });
        search.id().ifPresent(wanted -> scan.pass("=", wanted.uuid()));
    }

    /** Ids begin with their creation time, so a period is a part of the scan. */
    private static void period(
            @Nullable LocalDate first, @Nullable LocalDate last, MessageScan scan) {
        if (first != null) {
            scan.pass(">=", idAt(first));
        }
        if (last != null) {
            scan.pass("<", idAt(last.plusDays(1)));
        }
    }

    private static UUID idAt(LocalDate day) {
        return new UUID(day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() << 16, 0);
    }

    private static String like(String part) {
        return "%" + part.replaceAll("([!%_])", "!$1") + "%";
    }
}
