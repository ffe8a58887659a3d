package io.sendyard.delivery;

import io.sendyard.database.Batcher;
import io.sendyard.message.Outcomes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Records the outcomes of claims. Outcomes from many connections share one transaction. */
@Component
class OutcomeRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeRecorder.class);

    /** Few enough that not hundreds of connections go on at the same moment. */
    private static final int MOST = 50;

    private static final Duration UNTIL_NEXT_TRY = Duration.ofSeconds(1);

    private final Outcomes outcomes;
    private final AutoSuppression suppression;
    private final JdbcTemplate batches;
    private final TransactionTemplate transactions;
    private final Batcher<ClaimOutcome> batcher = new Batcher<>(this::persist, _ -> 1, MOST);
    private volatile boolean hurried;

    OutcomeRecorder(
            Outcomes outcomes,
            AutoSuppression suppression,
            JdbcTemplate batches,
            TransactionTemplate transactions) {
        this.outcomes = outcomes;
        this.suppression = suppression;
        this.batches = batches;
        this.transactions = transactions;
    }

    /**
     * Records how a claim ended, and comes back when that is committed: no connection goes on to
     * the next before, so that a death can't double more than one for each. A claim that was lost
     * changes nothing.
     */
    void record(ClaimOutcome claimOutcome) {
        batcher.submit(claimOutcome);
    }

    /** The same for many that one thread has. */
    void record(List<ClaimOutcome> claimOutcomes) {
        persist(claimOutcomes);
    }

    /** Whether the process is about to end, so that a database that is away is not waited for. */
    void hurry(boolean on) {
        hurried = on;
    }

    /** What was done out there can't be undone: it is written as soon as there is a database. */
    private void persist(List<ClaimOutcome> group) {
        while (true) {
            try {
                write(group);
                return;
            } catch (DataIntegrityViolationException | InvalidDataAccessResourceUsageException e) {
                oneByOne(group, e);
                return;
            } catch (DataAccessException | TransactionException e) {
                LOG.warn("The database did not take {} outcomes: {}", group.size(), e.toString());
                if (hurried) {
                    return;
                }
                LockSupport.parkNanos(UNTIL_NEXT_TRY.toNanos());
            } catch (RuntimeException e) {
                oneByOne(group, e);
                return;
            }
        }
    }

    /** One that can't be written is not to keep the others from it. */
    private void oneByOne(List<ClaimOutcome> group, RuntimeException problem) {
        if (group.size() > 1) {
            group.forEach(claimOutcome -> persist(List.of(claimOutcome)));
            return;
        }
        var claimOutcome = group.getFirst();
        LOG.error(
                "The outcome of recipient {} could not be recorded",
                claimOutcome.claim().recipientId(),
                problem);
        try {
            write(List.of(claimOutcome.plain()));
        } catch (RuntimeException e) {
            LOG.error("Nor without its details; it will be tried again", e);
        }
    }

    private void write(List<ClaimOutcome> group) {
        transactions.executeWithoutResult(_ -> {
            var ours = fenced(group).stream().map(ClaimOutcome::outcome).toList();
            outcomes.record(ours);
            suppression.apply(ours);
        });
    }

    /**
     * The outcomes whose lease is still the latest. Each lease is used up, so that it can't be used
     * twice.
     */
    private List<ClaimOutcome> fenced(List<ClaimOutcome> group) {
        var inOrder =
                group.stream()
                        .sorted(Comparator.comparingLong(e -> e.claim().recipientId()))
                        .toList();
        var changed =
                batches.batchUpdate(
                        """
                        update recipient set lease = lease + 1, attempts = ?
                        where id = ? and lease = ? and status = 'sending'
                        and server_id in (select id from server where deleted_at is null)\
                        """,
                        inOrder.stream().map(OutcomeRecorder::fence).toList());
        var ours = new ArrayList<ClaimOutcome>();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] == 1) {
                ours.add(inOrder.get(i));
            }
        }
        return ours;
    }

    private static Object[] fence(ClaimOutcome claimOutcome) {
        var claim = claimOutcome.claim();
        var attempt = claimOutcome.outcome().details().attempt();
        return new Object[] {
            attempt == null ? claim.attempts() : attempt, claim.recipientId(), claim.lease()
        };
    }
}
