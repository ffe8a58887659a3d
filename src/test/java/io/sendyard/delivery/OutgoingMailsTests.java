package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.zaxxer.hikari.HikariDataSource;
import io.sendyard.SendyardTest;
import io.sendyard.TestOutside;
import io.sendyard.World;
import io.sendyard.database.CacheInvalidation;
import io.sendyard.message.Lane;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

@SendyardTest
class OutgoingMailsTests {

    @Autowired World world;
    @Autowired Queue queue;
    @Autowired OutgoingMails outgoingMails;
    @Autowired CacheInvalidation changes;
    @Autowired DataSource database;
    @Autowired JdbcTemplate jdbc;
    @Autowired TransactionTemplate transactions;
    @Autowired TestOutside.TestClock clock;

    /**
     * If each worker that prepares a message held one connection and waited for another, none would
     * be returned.
     */
    @Test
    void aMessageTakesOneConnectionAtATime() throws Exception {
        new TestQueue(jdbc, clock).mail(world.production(), Lane.TRANSACTIONAL, 1, "example.com");
        var claim = queue.claim(new HeldClaims(10, Duration.ofMinutes(1))).getFirst();
        transactions.executeWithoutResult(_ -> changes.forget());
        int all = database.unwrap(HikariDataSource.class).getMaximumPoolSize();
        var others = new ArrayList<Connection>();
        try {
            while (others.size() < all - 1) {
                others.add(database.getConnection());
            }
            var mail = CompletableFuture.supplyAsync(() -> outgoingMails.prepared(claim));

            assertThatCode(() -> mail.get(10, TimeUnit.SECONDS)).doesNotThrowAnyException();
            assertThat(mail.join().mail()).isNotNull();
        } finally {
            for (var other : others) {
                other.close();
            }
        }
    }
}
