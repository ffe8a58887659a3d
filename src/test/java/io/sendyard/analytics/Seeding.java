package io.sendyard.analytics;

import io.sendyard.server.Server;
import io.sendyard.server.Stream;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Fills a server with messages, a recipient, a content and an event each, and with the hourly
 * counts that match, as if it had sent for a while. The database itself makes the rows, many a
 * statement, so that a million take seconds and not hours.
 */
public final class Seeding {

    /** How many messages come at one moment. */
    private static final int AT_ONCE = 100;

    private static final int MOMENTS_A_STATEMENT = 100;

    /** The results of a thousand messages: the first part, the next part, and the rest. */
    private static final String STATUS =
            """
            case when x.number < 4 then 'bounced' when x.number < 5 then 'complained'
                 when x.number < 6 then 'failed' else 'delivered' end\
            """;

    private final JdbcTemplate jdbc;

    public Seeding(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Records messages sent by a stream, a multiple of {@value #AT_ONCE}, in the time up to {@code
     * end}: more by day than by night.
     */
    public void sent(Server server, Stream stream, int messages, Duration time, Instant end) {
        var moments = moments(messages / AT_ONCE, time, end);
        for (int i = 0; i < moments.size(); i += MOMENTS_A_STATEMENT) {
            var some = moments.subList(i, Math.min(moments.size(), i + MOMENTS_A_STATEMENT));
            insert(server, stream, some, STATUS, i);
        }
        count(server, stream);
    }

    /** Records messages captured by a sandbox. */
    public void captured(Server server, Stream stream, int messages, Duration time, Instant end) {
        insert(server, stream, moments(messages / AT_ONCE, time, end), "'captured'", 0);
        count(server, stream);
    }

    /** Lets messages wait that came then; they are in no count yet. */
    public void waiting(Server server, Stream stream, Instant at) {
        insert(server, stream, List.of(at), "'queued'", 0);
    }

    private void insert(
            Server server, Stream stream, List<Instant> moments, String status, int salt) {
        var values =
                IntStream.range(0, moments.size())
                        .mapToObj(i -> row(moments.get(i), salt + i))
                        .collect(Collectors.joining(","));
        var numbers =
                IntStream.range(0, AT_ONCE)
                        .mapToObj("(%d)"::formatted)
                        .collect(Collectors.joining(","));
        jdbc.update(
                """
                insert into message (id, server_id, stream_id, status, deferred, source, from_header, from_key,
                    to_addresses, recipients, subject, tag, size, created_at, sent_at)
                select cast(concat(x.id, lpad(cast(x.digits as varchar(20)), 12, '0')) as uuid), ?, ?, %s, false, 'api',
                    'Acme <hello@acme.example>', 'hello@acme.example',
                    concat('reader', x.digits, '@mail.example'), 1, concat('Your receipt for order ', x.digits), 'receipt', 1024, x.at, x.at
                from (select m.id, m.at, m.salt * %d + n.i as digits, mod(m.salt * %d + n.i, 1000) as number
                      from (values %s) m (id, at, salt) cross join (values %s) n (i)) x\
                """
                        .formatted(status, AT_ONCE, AT_ONCE, values, numbers),
                server.id(),
                stream.id());
        fill(server, moments.getFirst(), moments.getLast());
    }

    /** What belongs to the messages of that time. */
    private void fill(Server server, Instant first, Instant last) {
        var range =
                "m.server_id = %d and m.id >= cast('%s' as uuid) and m.id < cast('%s' as uuid)"
                        .formatted(
                                server.id(),
                                prefix(first) + "-7000-8000-000000000000",
                                prefix(last.plusMillis(1)) + "-7000-8000-000000000000");
        jdbc.update(
                """
                insert into message_content (message_id, content)
                select m.id, cast('\\x5375626a6563743a2048690d0a0d0a48656c6c6f0d0a' as bytea) from message m where %s\
                """
                        .formatted(range));
        jdbc.update(
                """
                insert into recipient (message_id, server_id, stream_id, kind, address, address_key, domain, status,
                    lane, due_at, lease, attempts, give_up_at, ended_at)
                select m.id, m.server_id, m.stream_id, 'to', m.to_addresses, m.to_addresses, 'mail.example', m.status,
                    case when m.status = 'queued' then 0 end, case when m.status = 'queued' then m.created_at end,
                    1, 1, m.created_at, case when m.status <> 'queued' then m.created_at end
                from message m where %s\
                """
                        .formatted(range));
        jdbc.update(
                """
                insert into message_event (message_id, recipient_id, server_id, type, at, details)
                select m.id, r.id, m.server_id, m.status, m.created_at, '{}'
                from message m join recipient r on r.message_id = m.id where m.status <> 'queued' and %s\
                """
                        .formatted(range));
    }

    private void count(Server server, Stream stream) {
        jdbc.update(
                "delete from hourly_count where server_id = ? and stream_id = ?",
                server.id(),
                stream.id());
        jdbc.update(
                """
                insert into hourly_count (server_id, stream_id, hour_at, sent, delivered, captured, bounced, hard_bounced,
                    complained, deferred, failed, rejected, opened, unique_opened, clicked, unique_clicked, unsubscribed, last_at)
                select x.server_id, x.stream_id, x.hour_at,
                    sum(case when x.status = 'failed' then 0 else 1 end),
                    sum(case when x.status in ('delivered', 'complained') then 1 else 0 end),
                    sum(case when x.status = 'captured' then 1 else 0 end),
                    sum(case when x.status = 'bounced' then 1 else 0 end),
                    sum(case when x.status = 'bounced' then 1 else 0 end),
                    sum(case when x.status = 'complained' then 1 else 0 end),
                    0, sum(case when x.status = 'failed' then 1 else 0 end), 0, 0, 0, 0, 0, 0, max(x.created_at)
                from (select m.server_id, m.stream_id, m.status, m.created_at, date_trunc('hour', m.created_at) as hour_at
                      from message m where m.server_id = ? and m.stream_id = ? and m.status <> 'queued') x
                group by x.server_id, x.stream_id, x.hour_at\
                """,
                server.id(),
                stream.id());
    }

    /** A day has its middle by day: equal shares of the day are drawn towards it. */
    private static List<Instant> moments(int count, Duration time, Instant end) {
        var moments = new ArrayList<Instant>();
        double day = Duration.ofDays(1).toMillis();
        for (int i = 0; i < count; i++) {
            double millis =
                    end.toEpochMilli() - (double) time.toMillis() * (count - i) / (count + 1);
            double inDay = millis / day - Math.floor(millis / day);
            double drawn = inDay + .1 * Math.sin(2 * Math.PI * inDay);
            long at = Math.round((Math.floor(millis / day) + drawn) * day);
            moments.add(Instant.ofEpochMilli(at));
        }
        moments.sort(null);
        // Each has a millisecond of its own, also where the day's shape pushed many past the end.
        var next = end;
        for (int i = count - 1; i >= 0; i--) {
            next = moments.get(i).isBefore(next) ? moments.get(i) : next.minusMillis(1);
            moments.set(i, next);
        }
        return moments;
    }

    private static String row(Instant at, int salt) {
        OffsetDateTime utc = at.atOffset(ZoneOffset.UTC);
        return "('%s-7000-8000-', timestamp with time zone '%s %s+00', %d)"
                .formatted(prefix(at), utc.toLocalDate(), utc.toLocalTime(), salt);
    }

    /** The first 48 bits of a UUIDv7. */
    private static String prefix(Instant at) {
        var digits = "%012x".formatted(at.toEpochMilli());
        return digits.substring(0, 8) + "-" + digits.substring(8);
    }
}
