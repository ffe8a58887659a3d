package io.sendyard.database;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Locks for long background work, so that one of several nodes does it. A node that doesn't renew
 * its lock loses it, and another node continues. The lock saves work and guarantees nothing: a
 * paused node may still be working when it wakes up, and must do no harm then.
 */
@Component
public class WorkLocks {

    private static final Duration WITHOUT_SIGN_OF_LIFE = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final Clock clock;

    WorkLocks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Acquires the lock; false if another node holds it. */
    public boolean acquire(String work) {
        return takeOver(work) || (isUnlocked(work) && insert(work));
    }

    /** Renews the lock, within the transaction of a part of the work. */
    public void renew(String work) {
        jdbc.sql("update turn set held_until = ? where work = ?").params(end(), work).update();
    }

    /** Releases the lock. */
    public void release(String work) {
        jdbc.sql("delete from turn where work = ?").param(work).update();
    }

    private boolean takeOver(String work) {
        return jdbc.sql("update turn set held_until = ? where work = ? and held_until < ?")
                        .params(end(), work, Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    private boolean isUnlocked(String work) {
        return jdbc.sql("select count(*) from turn where work = ?")
                        .param(work)
                        .query(Integer.class)
                        .single()
                == 0;
    }

    private boolean insert(String work) {
        try {
            jdbc.sql("insert into turn (work, held_until) values (?, ?)")
                    .params(work, end())
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            // Another node was faster.
            return false;
        }
    }

    private Timestamp end() {
        return Timestamp.from(clock.instant().plus(WITHOUT_SIGN_OF_LIFE));
    }
}
