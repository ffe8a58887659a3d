package io.sendyard.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.core.ClientAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

@SendyardTest
@Timeout(60)
class PasswordChangeTests {

    private static final ClientAddress HERE = ClientAddress.of("127.0.0.1");

    @Autowired World world;
    @Autowired PasswordChange passwords;
    @Autowired SignIns signIns;
    @Autowired AccountSetup setup;
    @Autowired PasswordHashing hashing;
    @Autowired DataSource database;

    @Test
    void holdsNoConnectionWhileAPasswordWaitsToBeHashed() throws Exception {
        var ada = world.ada();
        var newcomer = new NewAccount("Eve", "eve@acme.example", World.PASSWORD);
        List<Runnable> hashes =
                List.of(
                        () -> passwords.change(ada, World.PASSWORD, "another long password", HERE),
                        () -> signIns.byPassword("ben@acme.example", World.PASSWORD, HERE),
                        () -> {
                            world.empty();
                            setup.createFirst(newcomer);
                        });
        for (var hash : hashes) {
            assertThat(connectionsDuring(hash)).isZero();
        }
    }

    /** The connections in use while all places are taken and {@code hash} waits for one. */
    private int connectionsDuring(Runnable hash) throws Exception {
        var end = new CountDownLatch(1);
        int places = PasswordHashing.places(Runtime.getRuntime().availableProcessors());
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < places; i++) {
            var client = ClientAddress.of("192.0.%d.1".formatted(i));
            threads.add(started(() -> hashing.attempt(client, () -> waited(end))));
        }
        threads.add(started(hash));
        var deadline = Instant.now().plus(Duration.ofSeconds(3));
        int connections = connections();
        while (connections > 0 && Instant.now().isBefore(deadline)) {
            Thread.sleep(5);
            connections = connections();
        }
        end.countDown();
        for (var thread : threads) {
            thread.join();
        }
        return connections;
    }

    private int connections() throws SQLException {
        return database.unwrap(HikariDataSource.class).getHikariPoolMXBean().getActiveConnections();
    }

    /** A thread that has come as far as it can. */
    private static Thread started(Runnable work) throws InterruptedException {
        var thread = Thread.ofPlatform().start(work);
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.sleep(1);
        }
        return thread;
    }

    private static boolean waited(CountDownLatch end) {
        try {
            end.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
