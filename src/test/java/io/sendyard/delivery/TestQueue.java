package io.sendyard.delivery;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.message.Lane;
import io.sendyard.server.Server;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds messages to the queue as acceptance does, and reads their results. */
final class TestQueue {

    static final String CONTENT =
            """
            From: Ada <ada@acme.example>
            To: Somebody <somebody@example.com>
            Subject: Hello

            Good morning.
            .hidden
            """
                    .replace("\n", "\r\n");

    private final JdbcTemplate jdbc;
    private final Clock clock;

    TestQueue(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A transactional message to one address. */
    MessageId message(Server server, String address) {
        return mail(server, Lane.TRANSACTIONAL, address).getFirst();
    }

    /** One message for each address. */
    List<MessageId> mail(Server server, Lane lane, String... addresses) {
        return mail(server, lane, CONTENT.getBytes(StandardCharsets.UTF_8), List.of(addresses));
    }

    /** Messages to different mailboxes of one domain. */
    List<MessageId> mail(Server server, Lane lane, int count, String domain) {
        var addresses = IntStream.range(0, count).mapToObj(i -> "person" + i + "@" + domain);
        return mail(server, lane, CONTENT.getBytes(StandardCharsets.UTF_8), addresses.toList());
    }

    List<MessageId> mail(Server server, Lane lane, byte[] content, List<String> addresses) {
        long stream = stream(server);
        var ids = new ArrayList<MessageId>();
        var messages = new ArrayList<Object[]>();
        var contents = new ArrayList<Object[]>();
        var recipients = new ArrayList<Object[]>();
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var giveUp = clock.instant().plus(Duration.ofHours(24)).atOffset(ZoneOffset.UTC);
        for (var text : addresses) {
            var id = MessageId.fresh();
            var address = EmailAddress.parse(text).orElseThrow();
            ids.add(id);
            messages.add(
                    new Object[] {
                        id.uuid(), server.id(), stream, text, (long) content.length, now
                    });
            contents.add(new Object[] {id.uuid(), content});
            recipients.add(
                    new Object[] {
                        id.uuid(),
                        server.id(),
                        stream,
                        text,
                        address.key(),
                        address.domain().value(),
                        lane.number(),
                        now,
                        giveUp
                    });
        }
        jdbc.batchUpdate(
                """
                insert into message (id, server_id, stream_id, status, deferred, source, from_header,
                    from_key, to_addresses, recipients, subject, size, created_at)
                values (?, ?, ?, 'queued', false, 'api', 'Ada <ada@acme.example>',
                    'ada@acme.example', ?, 1, 'Hello', ?, ?)\
                """,
                messages);
        jdbc.batchUpdate(
                "insert into message_content (message_id, content) values (?, ?)", contents);
        jdbc.batchUpdate(
                """
                insert into recipient (message_id, server_id, stream_id, kind, address, address_key,
                    domain, status, lane, due_at, lease, attempts, give_up_at)
                values (?, ?, ?, 'to', ?, ?, ?, 'queued', ?, ?, 0, 0, ?)\
                """,
                recipients);
        return ids;
    }

    /** One more recipient of a message that is there. */
    void also(MessageId message, String address) {
        jdbc.update(
                """
                insert into recipient (message_id, server_id, stream_id, kind, address, address_key,
                    domain, status, lane, due_at, lease, attempts, give_up_at)
                select message_id, server_id, stream_id, 'cc', ?, ?, domain, status, lane, due_at, 0, 0,
                    give_up_at from recipient where kind = 'to' and message_id = ?\
                """,
                address,
                address,
                message.uuid());
    }

    /** The one recipient of a message. */
    Map<String, Object> recipient(MessageId message) {
        return jdbc.queryForMap("select * from recipient where message_id = ?", message.uuid());
    }

    String status(MessageId message) {
        return one(String.class, "select status from message where id = ?", message.uuid());
    }

    /** The types of a message's events, the oldest first. */
    List<String> events(MessageId message) {
        return jdbc.queryForList(
                "select type from message_event where message_id = ? order by id",
                String.class,
                message.uuid());
    }

    /** The column of the last event of a message. */
    String lastEvent(MessageId message, String column) {
        return jdbc.queryForList(
                        "select %s from message_event where message_id = ? order by id desc"
                                .formatted(column),
                        String.class,
                        message.uuid())
                .getFirst();
    }

    long count(String status) {
        return one(Long.class, "select count(*) from recipient where status = ?", status);
    }

    Instant dueAt(MessageId message) {
        return one(
                        OffsetDateTime.class,
                        "select due_at from recipient where message_id = ?",
                        message.uuid())
                .toInstant();
    }

    private long stream(Server server) {
        return one(Long.class, "select min(id) from stream where server_id = ?", server.id());
    }

    private <T> T one(Class<T> type, String query, Object parameter) {
        return JdbcClient.create(jdbc).sql(query).param(parameter).query(type).single();
    }
}
