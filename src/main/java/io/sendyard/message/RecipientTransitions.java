package io.sendyard.message;

import io.sendyard.core.Excerpt;
import io.sendyard.core.MessageId;
import io.sendyard.database.DatabaseClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * All changes of a recipient's status and of its lease, a fencing number. A change names the lease
 * that its node saw and increments it, so that only one of two competing nodes takes effect. Rows
 * are locked in the order of their ids, so that no two nodes wait for each other.
 */
@Component
public class RecipientTransitions {

    private static final int AT_ONCE = 250;
    private static final int LONGEST_REASON = 1_100;

    /** Invalidates the lease that other nodes know. */
    private static final String NEXT_LEASE = "lease = lease + 1";

    /**
     * Moves what was deferred before to the retries of its lane, which have a share of their own.
     */
    private static final String TO_RETRIES =
            """
            lane = case when lane in (0, 1) and (attempts > 0 or reason is not null)
            then lane + 2 else lane end\
            """;

    private static final String CLAIMED = "where id = ? and lease = ? and status = 'sending'";
    private static final String WAITING = "status in ('scheduled', 'queued')";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Clock clock;

    RecipientTransitions(JdbcClient jdbc, JdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    /**
     * Claims recipients for a time, by the database's clock: the nodes' clocks can differ.
     *
     * @param seen the leases before the claim; each that takes effect is followed by the next
     * @return those that no other node claimed first
     */
    @Transactional
    public Set<RecipientLease> claim(Collection<RecipientLease> seen, Duration time) {
        return changed(
                seen,
                """
                update recipient set status = 'sending', %s, due_at = %s
                where id = ? and lease = ? and lane is not null\
                """
                        .formatted(NEXT_LEASE, DatabaseClock.in(time)),
                lease -> new Object[] {lease.recipientId(), lease.number()});
    }

    /** Renews claims for a time, and returns those that are still held. */
    @Transactional
    public Set<RecipientLease> renew(Collection<RecipientLease> held, Duration time) {
        return changed(
                held,
                "update recipient set due_at = %s %s".formatted(DatabaseClock.in(time), CLAIMED),
                lease -> new Object[] {lease.recipientId(), lease.number()});
    }

    /** Releases claims without an attempt, due at the given times. */
    @Transactional
    public void release(Map<RecipientLease, Instant> held) {
        changed(
                held.keySet(),
                "update recipient set status = 'queued', %s, %s, due_at = ? %s"
                        .formatted(NEXT_LEASE, TO_RETRIES, CLAIMED),
                lease ->
                        new @Nullable Object[] {
                            utc(held.get(lease)), lease.recipientId(), lease.number()
                        });
    }

    /** Makes waiting recipients due earlier by this much, except scheduled ones. */
    public void bringForward(Duration by) {
        var waiting = waitingAfter(0);
        while (!waiting.isEmpty()) {
            jdbc.sql(
                            """
                            update recipient set due_at = due_at - %d * interval '1' second
                            where status = 'queued' and id in (:ids)\
                            """
                                    .formatted(by.toSeconds()))
                    .param("ids", waiting)
                    .update();
            waiting = waitingAfter(waiting.getLast());
        }
    }

    /** Releases the claims of a process that died, on H2, where no other process can be alive. */
    public int releaseClaimsOfDeadProcess() {
        if (!isH2()) {
            return 0;
        }
        return jdbc.sql(
                        """
                        update recipient set status = 'queued', %s, due_at = ?
                        where lane in (0, 1, 2, 3) and status = 'sending'\
                        """
                                .formatted(NEXT_LEASE))
                .param(utc(clock.instant()))
                .update();
    }

    /**
     * Fences claims off, so that each has one outcome, and notes the attempts.
     *
     * @return those that were still held
     */
    Set<RecipientLease> fence(List<ClaimedOutcome> outcomes) {
        var attempts = new HashMap<RecipientLease, Integer>();
        outcomes.forEach(outcome -> attempts.put(outcome.lease(), outcome.attempts()));
        return changed(
                attempts.keySet(),
                "update recipient set %s, attempts = ? %s".formatted(NEXT_LEASE, CLAIMED),
                lease ->
                        new @Nullable Object[] {
                            attempts.get(lease), lease.recipientId(), lease.number()
                        });
    }

    /**
     * Fences off a node that may be about to retry a recipient, if a report of that type can still
     * change its status: it settles an attempt whose outcome was unknown, but a final status stays.
     */
    boolean fence(long recipientId, EventType report) {
        var before =
                report == EventType.COMPLAINED
                        ? List.of("queued", "sending", "sent", "delivered", "bounced")
                        : List.of("queued", "sending", "sent", "delivered");
        return jdbc.sql(
                                """
                                update recipient set %s
                                where id = :id and status in (:before) and (status <> 'queued' or attempts > 0)\
                                """
                                        .formatted(NEXT_LEASE))
                        .param("id", recipientId)
                        .param("before", before)
                        .update()
                == 1;
    }

    /** Takes the recipients of a message that still wait from the queue, and returns their ids. */
    List<Long> cancel(MessageId message) {
        var waiting =
                jdbc.sql("select id, lease from recipient where message_id = :id and " + WAITING)
                        .param("id", message.uuid())
                        .query((row, _) ->
                                new RecipientLease(row.getLong("id"), row.getInt("lease")))
                        .list();
        return changed(
                        waiting,
                        "update recipient set %s, lane = null where id = ? and lease = ? and %s"
                                .formatted(NEXT_LEASE, WAITING),
                        lease -> new Object[] {lease.recipientId(), lease.number()})
                .stream()
                .map(RecipientLease::recipientId)
                .sorted()
                .toList();
    }

    /** Gives recipients the status of their outcomes. The caller has fenced them off. */
    void finish(List<Outcome> outcomes) {
        var inOrder =
                outcomes.stream().sorted(Comparator.comparingLong(Outcome::recipientId)).toList();
        batches.batchUpdate(
                """
                update recipient set status = ?, lane = null, due_at = null, reason = ?, ended_at = ?
                where id = ?\
                """,
                inOrder.stream()
                        .filter(outcome -> outcome.type() != EventType.DEFERRED)
                        .map(RecipientTransitions::ended)
                        .toList());
        batches.batchUpdate(
                "update recipient set status = ?, %s, due_at = ?, reason = ? where id = ?"
                        .formatted(TO_RETRIES),
                inOrder.stream()
                        .filter(outcome -> outcome.type() == EventType.DEFERRED)
                        .map(RecipientTransitions::deferred)
                        .toList());
    }

    private Set<RecipientLease> changed(
            Collection<RecipientLease> leases,
            String update,
            Function<RecipientLease, @Nullable Object[]> values) {
        var inOrder =
                leases.stream()
                        .sorted(Comparator.comparingLong(RecipientLease::recipientId))
                        .toList();
        var counts = batches.batchUpdate(update, inOrder.stream().map(values).toList());
        var changed = new HashSet<RecipientLease>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                changed.add(inOrder.get(i));
            }
        }
        return changed;
    }

    private List<Long> waitingAfter(long recipientId) {
        return jdbc.sql(
                        """
                        select id from recipient where status = 'queued' and lane in (0, 1, 2, 3)
                        and due_at > ? and id > ? order by id limit %d\
                        """
                                .formatted(AT_ONCE))
                .params(clock.instant().atOffset(ZoneOffset.UTC), recipientId)
                .query(Long.class)
                .list();
    }

    private static @Nullable Object[] ended(Outcome outcome) {
        return new @Nullable Object[] {
            status(outcome), reason(outcome), utc(outcome.at()), outcome.recipientId()
        };
    }

    private static @Nullable Object[] deferred(Outcome outcome) {
        return new @Nullable Object[] {
            status(outcome),
            utc(outcome.details().nextAttemptAt()),
            reason(outcome),
            outcome.recipientId()
        };
    }

    private static String status(Outcome outcome) {
        return Objects.requireNonNull(outcome.type().status()).key();
    }

    private static @Nullable String reason(Outcome outcome) {
        var reason = outcome.reason();
        return reason == null ? null : Excerpt.of(reason, LONGEST_REASON);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private boolean isH2() {
        ConnectionCallback<Boolean> question =
                connection -> connection.getMetaData().getDatabaseProductName().equals("H2");
        return Objects.equals(batches.execute(question), true);
    }
}
