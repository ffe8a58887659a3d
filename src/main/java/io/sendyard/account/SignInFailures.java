package io.sendyard.account;

import io.sendyard.core.Secret;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Wrong passwords, counted per email address and client address: from the sixth on, each costs a
 * delay that doubles. An attacker elsewhere can't lock the owner out this way.
 */
@Component
class SignInFailures {

    private static final int FREE = 5;
    private static final int MOST_DOUBLINGS = 10;
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    SignInFailures(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * How long sign-in with this email address from this client is blocked; zero if an attempt is
     * allowed.
     */
    Duration pause(String emailKey, String clientAddress) {
        var now = clock.instant();
        return jdbc.sql("select blocked_to from sign_in_failures where subject = ?")
                .param(subject(emailKey, clientAddress))
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant)
                .filter(now::isBefore)
                .map(until -> inWholeSeconds(Duration.between(now, until)))
                .orElse(Duration.ZERO);
    }

    /** Counts one more. */
    void add(String emailKey, String clientAddress) {
        var subject = subject(emailKey, clientAddress);
        var now = clock.instant();
        if (count(subject, now) == 0) {
            try {
                jdbc.sql(
                                "insert into sign_in_failures (subject, failures, last_at, blocked_to) values (?, 1, ?, ?)")
                        .params(subject, Timestamp.from(now), Timestamp.from(now))
                        .update();
            } catch (DuplicateKeyException e) {
                count(subject, now);
            }
        }
        block(subject, now);
    }

    /** Forgets them, since the right password was given. */
    void forget(String emailKey, String clientAddress) {
        jdbc.sql("delete from sign_in_failures where subject = ?")
                .param(subject(emailKey, clientAddress))
                .update();
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    void forgetOld() {
        jdbc.sql("delete from sign_in_failures where last_at < ?")
                .param(Timestamp.from(clock.instant().minus(REMEMBERED)))
                .update();
    }

    private int count(String subject, Instant now) {
        return jdbc.sql(
                        "update sign_in_failures set failures = failures + 1, last_at = ? where subject = ?")
                .params(Timestamp.from(now), subject)
                .update();
    }

    private void block(String subject, Instant now) {
        int failures =
                jdbc.sql("select failures from sign_in_failures where subject = ?")
                        .param(subject)
                        .query(Integer.class)
                        .single();
        if (failures > FREE) {
            var pause = Duration.ofSeconds(1L << Math.min(failures - FREE - 1, MOST_DOUBLINGS));
            jdbc.sql("update sign_in_failures set blocked_to = ? where subject = ?")
                    .params(Timestamp.from(now.plus(pause)), subject)
                    .update();
        }
    }

    /** Rounded up, so that who waits so long has waited long enough. */
    private static Duration inWholeSeconds(Duration pause) {
        return Duration.ofSeconds(Math.ceilDiv(pause.toMillis(), 1_000L));
    }

    private static String subject(String emailKey, String clientAddress) {
        return Secret.of(emailKey + '\n' + clientAddress).hash();
    }
}
