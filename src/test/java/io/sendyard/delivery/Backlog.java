package io.sendyard.delivery;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Mail that waits, by the thousand: the database itself makes the rows. */
public final class Backlog {

    private static final int A_THOUSAND = 1_000;

    private final JdbcTemplate jdbc;

    public Backlog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The address of a recipient by number, spread evenly over a thousand domains. */
    public static String address(int number) {
        return "waiting%d@d%d.example".formatted(number, number % A_THOUSAND);
    }

    /**
     * Adds thousands of messages to a server's queue for transactional mail.
     *
     * @param from the number of the first of them, in thousands
     */
    public void queue(long serverId, int thousands, int from, Instant since) {
        for (int thousand = from; thousand < from + thousands; thousand++) {
            insert(serverId, thousand, since.atOffset(ZoneOffset.UTC));
        }
    }

    private void insert(long serverId, int thousand, OffsetDateTime since) {
        var numbers =
                IntStream.range(0, A_THOUSAND)
                        .map(number -> thousand * A_THOUSAND + number)
                        .mapToObj("(%d)"::formatted)
                        .collect(Collectors.joining(","));
        var id =
                "cast(concat('01900000-0000-7000-8000-', lpad(cast(x.n as varchar(20)), 12, '0'))"
                        + " as uuid)";
        var stream = "(select min(id) from stream where server_id = %d)".formatted(serverId);
        jdbc.update(
                """
                insert into message (id, server_id, stream_id, status, deferred, source, from_header, from_key, to_addresses,
                    recipients, subject, size, created_at)
                select %s, %d, %s, 'queued', false, 'api', 'Ada <ada@acme.example>', 'ada@acme.example',
                    concat('waiting', x.n, '@d', mod(x.n, 1000), '.example'), 1, 'Hello', 60, ?
                from (values %s) x (n)\
                """
                        .formatted(id, serverId, stream, numbers),
                since);
        jdbc.update(
                """
                insert into message_content (message_id, content)
                select %s, cast('\\x46726f6d3a206164614061636d652e6578616d706c650d0a0d0a48656c6c6f0d0a' as bytea) from (values %s) x (n)\
                """
                        .formatted(id, numbers));
        jdbc.update(
                """
                insert into recipient (message_id, server_id, stream_id, kind, address, address_key, domain, status, lane, due_at,
                    lease, attempts, give_up_at)
                select %s, %d, %s, 'to', concat('waiting', x.n, '@d', mod(x.n, 1000), '.example'),
                    concat('waiting', x.n, '@d', mod(x.n, 1000), '.example'), concat('d', mod(x.n, 1000), '.example'),
                    'queued', 0, ?, 0, 0, ?
                from (values %s) x (n)\
                """
                        .formatted(id, serverId, stream, numbers),
                since,
                since.plusDays(3));
    }
}
