package io.sendyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.World;
import io.sendyard.message.MessageAcceptance;
import io.sendyard.message.NewMessage;
import io.sendyard.message.Source;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SendyardTest
class ArchivePurgeTests {

    @Autowired World world;

    @Autowired Streams streams;

    @Autowired StreamChanges streamChanges;

    @Autowired ArchivePurge purge;

    @Autowired TestClock clock;

    @Autowired MessageAcceptance acceptance;

    @Autowired JdbcClient jdbc;

    @Test
    void keepsAnArchivedStreamFor45Days() {
        var broadcast = world.streams(world.production()).get(1);
        streamChanges.archive(broadcast);

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
        streamChanges.archive(broadcast);
        clock.advance(Duration.ofDays(44));
        streamChanges.restore(broadcast);

        clock.advance(Duration.ofDays(100));
        purge.purge();

        assertThat(streams.liveOf(world.production().id())).hasSize(3);
    }

    @Test
    void deletesTheMessagesThatWentByItFirst() {
        var broadcast = world.streams(world.production()).get(1);
        var mail = NewMessage.plain("a@acme.example", "b@example.com", "Hi", "Hello", null);
        acceptance.accept(world.production(), mail, Source.API);
        jdbc.sql("update message set stream_id = ?").param(broadcast.id()).update();
        acceptance.accept(world.production(), mail, Source.API);
        streamChanges.archive(broadcast);

        clock.advance(Duration.ofDays(46));
        purge.purge();

        assertThat(streams.ofServer(world.production().id())).hasSize(2);
        assertThat(jdbc.sql("select count(*) from message").query(Long.class).single())
                .isEqualTo(1);
    }
}
