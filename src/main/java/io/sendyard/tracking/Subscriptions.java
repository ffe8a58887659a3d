package io.sendyard.tracking;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.suppression.SuppressionList;
import io.sendyard.suppression.SuppressionReason;
import io.sendyard.web.Installation;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who gets broadcasts, as far as readers decide it: each letter's link names its recipient, who
 * ends by it what its stream sends there.
 */
@Component
public class Subscriptions {

    private final MailTokens tokens;
    private final SuppressionList list;
    private final JdbcClient jdbc;
    private final Installation installation;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Subscriptions(
            MailTokens tokens,
            SuppressionList list,
            JdbcClient jdbc,
            Installation installation,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tokens = tokens;
        this.list = list;
        this.jdbc = jdbc;
        this.installation = installation;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Where a recipient ends it: the same address for each try, and for as long as the message is
     * known here, since letters are opened late.
     */
    public URI link(long recipientId) {
        var facts = new MailTokens.Facts(recipientId, LocalDate.EPOCH);
        return URI.create(
                installation.baseUrl()
                        + "/u/"
                        + tokens.write(MailTokens.Purpose.UNSUBSCRIBE, facts));
    }

    /** The one that a link's token names; empty where it is not ours, or what it names is gone. */
    public Optional<Subscription> find(String token) {
        return tokens.read(MailTokens.Purpose.UNSUBSCRIBE, token).flatMap(this::find);
    }

    /** Ends it for this one stream; where that is so already, nothing happens. */
    @Transactional
    public void end(Subscription subscription) {
        boolean added =
                list.add(
                        subscription.serverId(),
                        subscription.streamId(),
                        subscription.address(),
                        SuppressionReason.UNSUBSCRIBE,
                        "recipient",
                        null,
                        subscription.messageId());
        if (added) {
            events.publishEvent(
                    new Unsubscribed(
                            subscription.serverId(), subscription.streamId(), clock.instant()));
        }
    }

    private Optional<Subscription> find(MailTokens.Facts facts) {
        return jdbc.sql(
                        """
                        select r.message_id, r.server_id, r.stream_id, s.name, m.from_header, r.address,
                            exists (select 1 from suppression x where x.email_key = r.address_key
                                and x.server_id = r.server_id and x.stream_id = r.stream_id) as ended
                        from recipient r
                        join message m on m.id = r.message_id
                        join stream s on s.id = r.stream_id
                        join server v on v.id = r.server_id
                        where r.id = ? and v.deleted_at is null\
                        """)
                .param(facts.recipientId())
                .query((row, _) -> subscription(row))
                .optional();
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        return new Subscription(
                new MessageId(row.getObject("message_id", UUID.class)),
                row.getLong("server_id"),
                row.getLong("stream_id"),
                row.getString("name"),
                row.getString("from_header"),
                EmailAddress.parse(row.getString("address")).orElseThrow(),
                row.getBoolean("ended"));
    }
}
