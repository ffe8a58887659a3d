package io.sendyard.database;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whose turn it is with a longer work in the background, so that of several nodes one does it. Who
 * shows no sign of life for a while has lost it, and another node goes on. It spares work and
 * nothing else: one that only stood still may be at it too when it wakes, and must do no harm then.
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

    /** Takes the turn with a work; false where somebody else has it. */
    public boolean take(String work) {
        return takeOver(work) || (isFree(work) && begin(work));
    }

    /** Shows a sign of life, within the transaction of a part of the work. */
    public void keep(String work) {
        jdbc.sql("update turn set held_until = ? where work = ?").params(end(), work).update();
    }

    /** The work is done. */
    public void end(String work) {
        jdbc.sql("delete from turn where work = ?").param(work).update();
    }

    private boolean takeOver(String work) {
        return jdbc.sql("update turn set held_until = ? where work = ? and held_until < ?")
                        .params(end(), work, Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    private boolean isFree(String work) {
        return jdbc.sql("select count(*) from turn where work = ?")
                        .param(work)
                        .query(Integer.class)
                        .single()
                == 0;
    }

    private boolean begin(String work) {
        try {
            jdbc.sql("insert into turn (work, held_until) values (?, ?)")
                    .params(work, end())
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            // Another one was first by a moment.
            return false;
        }
    }

    private Timestamp end() {
        return Timestamp.from(clock.instant().plus(WITHOUT_SIGN_OF_LIFE));
    }
}
