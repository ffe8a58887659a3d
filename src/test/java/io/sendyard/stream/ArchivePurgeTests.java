package io.sendyard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SendyardTest
class ArchivePurgeTests {

    @Autowired World world;

    @Autowired Streams streams;

    @Autowired StreamKeeping keeping;

    @Autowired ArchivePurge purge;

    @Autowired TestClock clock;

    @Test
    void keepsAnArchivedStreamFor45Days() {
        var broadcast = world.streams(world.production()).get(1);
        keeping.archive(broadcast);

        clock.advance(Duration.ofDays(45).minusMinutes(1));
        purge.purge();
        assertThat(streams.ofServer(world.production().id())).hasSize(3);

        clock.advance(Duration.ofMinutes(2));
        purge.purge();
        assertThat(streams.ofServer(world.production().id()))
                .extracting(Stream::cuid)
                .hasSize(2)
                .doesNotContain(broadcast.cuid());
    }

    @Test
    void leavesARestoredStreamAlone() {
        var broadcast = world.streams(world.production()).get(1);
        keeping.archive(broadcast);
        clock.advance(Duration.ofDays(44));
        keeping.restore(broadcast);

        clock.advance(Duration.ofDays(100));
        purge.purge();

        assertThat(streams.liveOf(world.production().id())).hasSize(3);
    }
}
