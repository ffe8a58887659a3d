package io.sendyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sendyard.SendyardTest;
import io.sendyard.World;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is queued goes its way by itself; here, where nothing may leave, it is captured. */
@SendyardTest
class DispatcherTests {

    @Autowired World world;
    @Autowired JdbcTemplate jdbc;
    @Autowired Clock clock;

    @Test
    void capturesWhatIsQueued() {
        var mailroom = new Mailroom(jdbc, clock);
        mailroom.mail(world.production(), Mailroom.BROADCAST, 1_200, "example.com");
        var message = mailroom.mail(world.staging(), 0, "person@example.com").getFirst();
        mailroom.also(message, "other@example.com");

        world.deliver();

        await().atMost(Duration.ofSeconds(20)).until(() -> mailroom.count("captured") == 1_202);
        assertThat(mailroom.status(message)).isEqualTo("captured");
        assertThat(mailroom.events(message)).containsExactly("captured", "captured");
        assertThat(jdbc.queryForList("select count(*) from recipient where lane is not null"))
                .allMatch(row -> row.containsValue(0L));
    }
}
