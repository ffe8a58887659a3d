package io.sendyard.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.Crowd;
import io.sendyard.SendyardTest;
import io.sendyard.Tables;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.World;
import io.sendyard.core.MessageId;
import io.sendyard.message.BounceClass;
import io.sendyard.message.EventType;
import io.sendyard.message.Outcome;
import io.sendyard.message.OutcomesRecorded;
import io.sendyard.server.Server;
import io.sendyard.server.ServerPart;
import io.sendyard.server.Stream;
import io.sendyard.server.StreamPart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/** Counting by the hour, by many at once and across the hour. */
@SendyardTest
class OutcomeCountingTests {

    private static final Instant TEN = Instant.parse("2025-07-15T10:00:00Z");

    @Autowired World world;
    @Autowired ApplicationEventPublisher events;
    @Autowired TransactionTemplate transactions;
    @Autowired Statistics statistics;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired List<ServerPart> serverParts;
    @Autowired List<StreamPart> streamParts;

    @Test
    void countsEachOutcomeInEveryWayItCounts() {
        var all = new ArrayList<Outcome>();
        for (var type : EventType.values()) {
            all.add(outcome(world.production(), 0, type, null, TEN));
        }
        all.add(outcome(world.production(), 0, EventType.BOUNCED, BounceClass.HARD, TEN));

        record(all);

        var counts = total(world.production());
        assertThat(counts.sent()).isEqualTo(4);
        assertThat(counts.delivered()).isEqualTo(1);
        assertThat(counts.captured()).isEqualTo(1);
        assertThat(counts.bounced()).isEqualTo(2);
        for (var counter :
                List.of(
                        Counter.HARD_BOUNCED,
                        Counter.COMPLAINED,
                        Counter.DEFERRED,
                        Counter.FAILED,
                        Counter.REJECTED)) {
            assertThat(counts.of(counter)).as(counter.key()).isEqualTo(1);
        }
        assertThat(counts.of(Counter.OPENED)).isZero();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void cutsAtTheHour() {
        clock.stop();
        var hour = Interval.HOUR.begin(clock.instant());
        record(
                List.of(
                        delivered(hour.minusMillis(1)),
                        delivered(hour),
                        delivered(hour.plus(Duration.ofHours(1)).minusMillis(1)),
                        delivered(hour.plus(Duration.ofHours(1)))));

        var points =
                statistics.series(
                        world.production().id(),
                        null,
                        hour.minus(Duration.ofHours(1)),
                        hour.plus(Duration.ofHours(2)),
                        Interval.HOUR);

        assertThat(points.stream().map(point -> point.counts().sent())).containsExactly(1L, 2L, 1L);
    }

    @Test
    void forgetsWhatIsRolledBack() {
        transactions.executeWithoutResult(status -> {
            events.publishEvent(new OutcomesRecorded(List.of(delivered(TEN))));
            status.setRollbackOnly();
        });

        assertThat(rows()).isZero();
    }

    @Test
    void countsInNoTransactionOfItsOwn() {
        var event = new OutcomesRecorded(List.of(delivered(TEN)));

        assertThatThrownBy(() -> events.publishEvent(event))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    /**
     * Each of them adds to the same twelve rows, which are not there yet, in an order of its own.
     */
    @RepeatedTest(3)
    void losesNothingAndWaitsForNobodyInACircle() {
        int crowd = 24;
        Crowd.of(
                crowd,
                number -> {
                    for (int round = 0; round < 5; round++) {
                        var batch = new ArrayList<Outcome>();
                        for (var server : List.of(world.production(), world.staging())) {
                            IntStream.range(0, 2)
                                    .forEach(stream ->
                                            IntStream.range(0, 3)
                                                    .mapToObj(hour ->
                                                            outcome(
                                                                    server,
                                                                    stream,
                                                                    EventType.DELIVERED,
                                                                    null,
                                                                    TEN.plus(
                                                                            Duration.ofHours(
                                                                                    hour))))
                                                    .forEach(batch::add));
                        }
                        Collections.rotate(batch, number);
                        record(batch);
                    }
                    return true;
                });

        assertThat(rows()).isEqualTo(12);
        assertThat(jdbc.sql("select distinct delivered from hourly_count").query(Long.class).list())
                .containsExactly(crowd * 5L);
    }

    @Test
    void isPurgedInPiecesWithItsServerAndWithItsStream() {
        var server = world.production();
        record(
                IntStream.range(0, 50)
                        .mapToObj(hour -> delivered(TEN.plus(Duration.ofHours(hour))))
                        .toList());
        record(List.of(outcome(server, 1, EventType.DELIVERED, null, TEN)));
        record(List.of(outcome(world.staging(), 0, EventType.DELIVERED, null, TEN)));
        var ofStream = streamParts.stream().filter(CountsOfServer.OfStream.class::isInstance);
        var ofServer = serverParts.stream().filter(CountsOfServer.class::isInstance);

        var part = ofStream.findFirst().orElseThrow();
        assertThat(part.purge(stream(server, 0).id(), 20)).isEqualTo(20);
        assertThat(rows()).isEqualTo(32);
        var whole = ofServer.findFirst().orElseThrow();
        assertThat(whole.count(server.id())).isEqualTo(31);
        assertThat(whole.purge(server.id(), 30)).isEqualTo(30);
        assertThat(whole.purge(server.id(), 30)).isEqualTo(1);
        assertThat(whole.purge(server.id(), 30)).isZero();
        assertThat(new Tables(jdbc).rows("hourly_count")).hasSize(1);
    }

    private void record(List<Outcome> outcomes) {
        transactions.executeWithoutResult(_ -> events.publishEvent(new OutcomesRecorded(outcomes)));
    }

    private Outcome delivered(Instant at) {
        return outcome(world.production(), 0, EventType.DELIVERED, null, at);
    }

    private Outcome outcome(
            Server server, int stream, EventType type, @Nullable BounceClass bounce, Instant at) {
        return new Outcome(
                MessageId.fresh(),
                1,
                server.id(),
                stream(server, stream).id(),
                type,
                at,
                null,
                new Outcome.Details(null, null, null, null, null, null, null, bounce, 1, null),
                null);
    }

    private Stream stream(Server server, int number) {
        return world.streams(server).get(number);
    }

    private Counts total(Server server) {
        return Statistics.Point.total(
                statistics.series(
                        server.id(), null, TEN, TEN.plus(Duration.ofHours(1)), Interval.HOUR));
    }

    private int rows() {
        return jdbc.sql("select count(*) from hourly_count").query(Integer.class).single();
    }
}
