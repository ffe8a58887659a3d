package io.sendyard.account;

import io.sendyard.api.RateLimit;
import io.sendyard.core.ClientAddress;
import io.sendyard.core.Secret;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Wrong passwords, counted per email address and client: from the sixth on, each costs a delay that
 * doubles. An attacker elsewhere can't lock the owner out this way. For all email addresses
 * together they are limited per minute, by client and by network.
 */
@Component
class SignInFailures {

    private static final int FREE = 5;
    private static final int MOST_DOUBLINGS = 10;
    private static final Duration REMEMBERED = Duration.ofDays(1);

    /** How many email addresses and clients are remembered, so that guesses can't fill the disk. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final int HOSTS_OF_A_NETWORK = 4;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final RateLimit hosts;
    private final RateLimit networks;
    private final int mostRemembered;

    @Autowired
    SignInFailures(JdbcClient jdbc, Clock clock, SignInProperties settings) {
        this(jdbc, clock, settings, MOST_REMEMBERED);
    }

    SignInFailures(JdbcClient jdbc, Clock clock, SignInProperties settings, int mostRemembered) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.hosts = new RateLimit(settings.failuresPerMinute());
        this.networks = new RateLimit(settings.failuresPerMinute() * HOSTS_OF_A_NETWORK);
        this.mostRemembered = mostRemembered;
    }

    /**
     * How long sign-in with this email address from this client is blocked; zero if an attempt is
     * allowed.
     */
    Duration pause(String emailKey, ClientAddress client) {
        return Collections.max(
                List.of(
                        inWholeSeconds(hosts.pause(client.host())),
                        inWholeSeconds(networks.pause(client.network())),
                        pauseOf(subject(emailKey, client))));
    }

    private Duration pauseOf(String subject) {
        var now = clock.instant();
        return jdbc.sql("select blocked_to from sign_in_failures where subject = ?")
                .param(subject)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant)
                .filter(now::isBefore)
                .map(until -> inWholeSeconds(Duration.between(now, until)))
                .orElse(Duration.ZERO);
    }

    /** Counts one more. */
    void add(String emailKey, ClientAddress client) {
        hosts.take(client.host());
        networks.take(client.network());
        var subject = subject(emailKey, client);
        var now = clock.instant();
        if (count(subject, now) == 0) {
            try {
                jdbc.sql(
                                "insert into sign_in_failures (subject, failures, last_at, blocked_to) values (?, 1, ?, ?)")
                        .params(subject, Timestamp.from(now), Timestamp.from(now))
                        .update();
                forgetOldest();
            } catch (DuplicateKeyException e) {
                count(subject, now);
            }
        }
        block(subject, now);
    }

    /** Forgets them, since the right password was given. */
    void forget(String emailKey, ClientAddress client) {
        jdbc.sql("delete from sign_in_failures where subject = ?")
                .param(subject(emailKey, client))
                .update();
    }

    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    void forgetOld() {
        jdbc.sql("delete from sign_in_failures where last_at < ?")
                .param(Timestamp.from(clock.instant().minus(REMEMBERED)))
                .update();
    }

    private void forgetOldest() {
        jdbc.sql(
                        "delete from sign_in_failures where last_at < (select last_at from sign_in_failures order by last_at desc offset ? rows fetch first 1 rows only)")
                .param(mostRemembered - 1)
                .update();
    }

    private int count(String subject, Instant now) {
        return jdbc.sql(
                        "update sign_in_failures set failures = failures + 1, last_at = ? where subject = ?")
                .params(Timestamp.from(now), subject)
                .update();
    }

    private void block(String subject, Instant now) {
        jdbc.sql("select failures from sign_in_failures where subject = ?")
                .param(subject)
                .query(Integer.class)
                .optional()
                .filter(failures -> failures > FREE)
                .map(failures -> 1L << Math.min(failures - FREE - 1, MOST_DOUBLINGS))
                .ifPresent(seconds ->
                        jdbc.sql("update sign_in_failures set blocked_to = ? where subject = ?")
                                .params(Timestamp.from(now.plusSeconds(seconds)), subject)
                                .update());
    }

    /** Rounded up, so that who waits so long has waited long enough. */
    private static Duration inWholeSeconds(Duration pause) {
        return Duration.ofSeconds(Math.ceilDiv(pause.toMillis(), 1_000L));
    }

    private static String subject(String emailKey, ClientAddress client) {
        return Secret.of(emailKey + '\n' + client.host()).hash();
    }

    /**
     * The limits of wrong passwords.
     *
     * @param failuresPerMinute from one client; four times as many from one network
     */
    @ConfigurationProperties("sendyard.sign-in")
    record SignInProperties(@DefaultValue("30") long failuresPerMinute) {}
}
