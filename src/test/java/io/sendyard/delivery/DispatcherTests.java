package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.message.Lane;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Queued messages are delivered automatically; in capture mode they are captured. */
@SendyardTest
class DispatcherTests {

    @Autowired World world;
    @Autowired JdbcTemplate jdbc;
    @Autowired Clock clock;

    @Test
    void capturesWhatIsQueued() {
        var testQueue = new TestQueue(jdbc, clock);
        testQueue.mail(world.production(), Lane.BROADCAST, 1_200, "example.com");
        var message = testQueue.message(world.staging(), "person@example.com");
        testQueue.also(message, "other@example.com");

        world.deliver();

        await().atMost(Duration.ofSeconds(20)).until(() -> testQueue.count("captured") == 1_202);
        assertThat(testQueue.status(message)).isEqualTo("captured");
        assertThat(testQueue.events(message)).containsExactly("captured", "captured");
        assertThat(jdbc.queryForList("select count(*) from recipient where lane is not null"))
                .allMatch(row -> row.containsValue(0L));
    }
}
