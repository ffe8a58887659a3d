package io.sendyard;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.server.Server;
import io.sendyard.server.Stream;
import io.sendyard.tracking.Subscriptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages as they lie in the database after they were sent, without anything being sent. */
@TestComponent
public class Mail {

    private final JdbcClient jdbc;
    private final World world;
    private final Subscriptions subscriptions;
    private final Clock clock;
    private long made;

    Mail(JdbcClient jdbc, World world, Subscriptions subscriptions, Clock clock) {
        this.jdbc = jdbc;
        this.world = world;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    /** A message of a server, delivered just now to one recipient unless more is said. */
    public Draft of(Server server) {
        return new Draft(server);
    }

    /** A message that is being made up. */
    public final class Draft {

        private final Server server;
        private Stream stream;
        private String status = "delivered";
        private boolean deferred;
        private String from = "Shop <shop@acme.example>";
        private List<String> to = List.of("grace@navy.example");
        private String subject = "Your receipt";
        private @Nullable String tag;
        private @Nullable String metadata;
        private Instant at = clock.instant();
        private byte @Nullable [] content;

        private Draft(Server server) {
            this.server = server;
            this.stream = world.streams(server).getFirst();
        }

        public Draft by(Stream other) {
            stream = other;
            return this;
        }

        public Draft status(String key) {
            deferred = key.equals("deferred");
            status = deferred ? "queued" : key;
            return this;
        }

        public Draft from(String mailbox) {
            from = mailbox;
            return this;
        }

        public Draft to(String... addresses) {
            to = List.of(addresses);
            return this;
        }

        public Draft subject(String text) {
            subject = text;
            return this;
        }

        public Draft tag(String text) {
            tag = text;
            return this;
        }

        public Draft metadata(String json) {
            metadata = json;
            return this;
        }

        public Draft at(Instant time) {
            at = time;
            return this;
        }

        /** The whole of it; lines may end as they do in Java. */
        public Draft content(String message) {
            return content(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        public Draft content(byte[] message) {
            content = Arrays.copyOf(message, message.length);
            return this;
        }

        /** Writes it. */
        public MessageId save() {
            var id =
                    new MessageId(
                            new UUID((at.toEpochMilli() << 16) | 0x7000, Long.MIN_VALUE | ++made));
            jdbc.sql(
                            """
                            insert into message (id, server_id, stream_id, status, deferred, source, from_header,
                            from_key, to_addresses, recipients, subject, tag, metadata, size, created_at, sent_at)
                            values (:id, :server, :stream, :status, :deferred, 'api', :from, 'shop@acme.example', :to,
                            :recipients, :subject, :tag, :metadata, :size, :at, :at)\
                            """)
                    .param("id", id.uuid())
                    .param("server", server.id())
                    .param("stream", stream.id())
                    .param("status", status)
                    .param("deferred", deferred)
                    .param("from", from)
                    .param("to", String.join(", ", to))
                    .param("recipients", to.size())
                    .param("subject", subject)
                    .param("tag", tag)
                    .param("metadata", metadata)
                    .param("size", content == null ? 38_412 : content.length)
                    .param("at", utc(at))
                    .update();
            if (content != null) {
                jdbc.sql("insert into message_content (message_id, content) values (?, ?)")
                        .params(id.uuid(), content)
                        .update();
            }
            to.forEach(address -> recipient(id, address));
            return id;
        }

        private void recipient(MessageId id, String address) {
            var parsed = EmailAddress.parse(address).orElseThrow();
            jdbc.sql(
                            """
                            insert into recipient (message_id, server_id, stream_id, kind, address, address_key, domain,
                            status, lease, attempts, give_up_at)
                            values (:id, :server, :stream, 'to', :address, :key, :domain, :status, 0, :attempts, :at)\
                            """)
                    .param("id", id.uuid())
                    .param("server", server.id())
                    .param("stream", stream.id())
                    .param("address", address)
                    .param("key", parsed.key())
                    .param("domain", parsed.domain().value())
                    .param("status", status)
                    .param("attempts", status.equals("delivered") || deferred ? 1 : 0)
                    .param("at", utc(at))
                    .update();
        }
    }

    /** Something that happened to a message, for its first recipient. */
    public void event(
            MessageId id, String type, Instant at, String details, @Nullable String conversation) {
        jdbc.sql(
                        """
                        insert into message_event (message_id, recipient_id, server_id, type, at, details, conversation)
                        select m.id, (select min(r.id) from recipient r where r.message_id = m.id), m.server_id,
                        :type, :at, :details, :conversation from message m where m.id = :id\
                        """)
                .param("id", id.uuid())
                .param("type", type.toLowerCase(Locale.ROOT))
                .param("at", utc(at))
                .param("details", details)
                .param("conversation", conversation)
                .update();
    }

    /** The token in the link by which a message's first recipient unsubscribes. */
    public String unsubscribing(MessageId id) {
        long recipient =
                jdbc.sql("select min(id) from recipient where message_id = ?")
                        .param(id.uuid())
                        .query(Long.class)
                        .single();
        return subscriptions.link(recipient).getPath().substring("/u/".length());
    }

    /** Moves a message on. */
    public void become(MessageId id, String status) {
        jdbc.sql("update message set status = ? where id = ?").params(status, id.uuid()).update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
