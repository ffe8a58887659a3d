package io.sendyard.delivery;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.MessageId;
import io.sendyard.database.DatabaseClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The queue of recipients to deliver to. A claim names the lease it saw and increments it, so that
 * only one of two competing nodes gets a row, and one whose lease ran out changes nothing.
 */
@Component
class Queue {

    /** How many are taken at once: few enough that a claim does not hold up other writers. */
    static final int MOST = 250;

    private static final Comparator<Claim> IN_ORDER = Comparator.comparingLong(Claim::recipientId);

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionTemplate transactions;
    private final Clock clock;

    /** When a claim's lease ends, by the database's clock: nodes' own may differ, or be set. */
    private final String leaseEnd;

    private final List<QueueLane> lanes;

    Queue(
            JdbcClient jdbc,
            JdbcTemplate batches,
            TransactionTemplate transactions,
            DeliveryProperties settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transactions = transactions;
        this.clock = clock;
        this.leaseEnd = DatabaseClock.in(settings.lease());
        this.lanes = List.of(new QueueLane(0, this), new QueueLane(1, this));
    }

    /**
     * Takes what is due: transactional mail first, and of each server a fair share. Only one thread
     * may claim at a time.
     */
    List<Claim> claim(HeldClaims heldClaims) {
        var now = clock.instant();
        var claimed =
                transactions.execute(_ -> {
                    var due = new ArrayList<Claim>();
                    lanes.forEach(lane -> due.addAll(lane.due(now, heldClaims, MOST - due.size())));
                    due.removeIf(heldClaims::holds);
                    return take(due);
                });
        return Objects.requireNonNull(claimed);
    }

    /** Renews them, and returns those that were lost in the meantime. */
    List<Claim> renew(Collection<Claim> claims) {
        return losers(
                claims,
                "update recipient set due_at = %s where id = ? and lease = ? and status = 'sending'"
                        .formatted(leaseEnd),
                claim -> new Object[] {claim.recipientId(), claim.lease()});
    }

    /** Releases them untried, due when the map says. */
    void putBack(Map<Claim, Instant> claims) {
        losers(
                claims.keySet(),
                """
                update recipient set status = 'queued', lease = lease + 1, due_at = ?
                where id = ? and lease = ? and status = 'sending'\
                """,
                claim ->
                        new Object[] {
                            utc(Objects.requireNonNull(claims.get(claim))),
                            claim.recipientId(),
                            claim.lease()
                        });
    }

    /** Makes waiting recipients due earlier by this much, except scheduled ones. */
    void bringForward(Duration by) {
        long last = 0;
        while (true) {
            var waiting =
                    jdbc.sql(
                                    """
                                    select id from recipient where status = 'queued' and lane in (0, 1)
                                    and due_at > ? and id > ? order by id limit %d\
                                    """
                                            .formatted(MOST))
                            .params(utc(clock.instant()), last)
                            .query(Long.class)
                            .list();
            if (waiting.isEmpty()) {
                return;
            }
            jdbc.sql(
                            """
                            update recipient set due_at = due_at - %d * interval '1' second
                            where status = 'queued' and id in (:ids)\
                            """
                                    .formatted(by.toSeconds()))
                    .param("ids", waiting)
                    .update();
            last = waiting.getLast();
        }
    }

    /** Releases the claims of a process that died, on H2, where no other process can be alive. */
    int releaseClaimsOfDeadProcess() {
        if (!isH2()) {
            return 0;
        }
        return jdbc.sql(
                        """
                        update recipient set status = 'queued', lease = lease + 1, due_at = ?
                        where lane in (0, 1) and status = 'sending'\
                        """)
                .param(utc(clock.instant()))
                .update();
    }

    /**
     * The next server, by id, with rows in a lane; deleted or not, due or not. The query asks for
     * id + 1 or more: for "more than", H2 scans all rows of the previous server.
     */
    List<Long> serverAfter(int lane, long serverId) {
        return jdbc.sql(
                        """
                        select server_id from recipient where lane = ? and server_id >= ?
                        order by lane, server_id limit 1\
                        """)
                .params(lane, serverId + 1)
                .query(Long.class)
                .list();
    }

    /** What is due of a server, the longest due first; nothing of a deleted one. */
    List<Claim> due(int lane, long serverId, Instant now, int most, int after) {
        return jdbc.sql(
                        """
                        select r.id, r.message_id, r.server_id, s.mode, r.stream_id, r.lane, r.address,
                            r.lease, r.attempts, r.give_up_at, r.reason
                        from recipient r join server s on s.id = r.server_id
                        where r.lane = ? and r.server_id = ? and r.due_at <= ? and s.deleted_at is null
                        and (r.status <> 'sending' or r.due_at <= current_timestamp)
                        order by r.lane, r.server_id, r.due_at limit ? offset ?\
                        """)
                .params(lane, serverId, utc(now), most, after)
                .query((row, _) -> read(row))
                .list();
    }

    /**
     * Claims them and returns those that no other node claimed first, in the order in which they
     * were found.
     */
    private List<Claim> take(List<Claim> due) {
        var inOrder = due.stream().sorted(IN_ORDER).toList();
        var taken =
                batches.batchUpdate(
                        """
                        update recipient set status = 'sending', lease = lease + 1, due_at = %s
                        where id = ? and lease = ? and lane is not null\
                        """
                                .formatted(leaseEnd),
                        inOrder.stream()
                                .map(c -> new Object[] {c.recipientId(), c.lease() - 1})
                                .toList());
        var ours = new HashSet<Long>();
        for (int i = 0; i < taken.length; i++) {
            if (taken[i] == 1) {
                ours.add(inOrder.get(i).recipientId());
            }
        }
        // One that moved while the pages of the queue were read may stand in two of them.
        return due.stream().filter(claim -> ours.remove(claim.recipientId())).toList();
    }

    private List<Claim> losers(
            Collection<Claim> claims, String update, Function<Claim, Object[]> values) {
        if (claims.isEmpty()) {
            return List.of();
        }
        var inOrder = claims.stream().sorted(IN_ORDER).toList();
        var changed =
                transactions.execute(
                        _ -> batches.batchUpdate(update, inOrder.stream().map(values).toList()));
        var lost = new ArrayList<Claim>();
        for (int i = 0; i < Objects.requireNonNull(changed).length; i++) {
            if (changed[i] != 1) {
                lost.add(inOrder.get(i));
            }
        }
        return lost;
    }

    /** As it will be once it is taken: with the lease counted up. */
    private static Claim read(ResultSet row) throws SQLException {
        return new Claim(
                row.getLong("id"),
                new MessageId(row.getObject("message_id", UUID.class)),
                row.getLong("server_id"),
                row.getString("mode").equals("SANDBOX"),
                row.getLong("stream_id"),
                row.getInt("lane"),
                EmailAddress.parse(row.getString("address")).orElseThrow(),
                row.getInt("lease") + 1,
                row.getInt("attempts"),
                row.getObject("give_up_at", OffsetDateTime.class).toInstant(),
                row.getString("reason"),
                null);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private boolean isH2() {
        ConnectionCallback<Boolean> question =
                connection -> connection.getMetaData().getDatabaseProductName().equals("H2");
        return Boolean.TRUE.equals(batches.execute(question));
    }
}
