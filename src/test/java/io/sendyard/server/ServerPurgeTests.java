package io.sendyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.Tables;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.Visitor;
import io.sendyard.World;
import io.sendyard.apikey.KeyType;
import io.sendyard.database.WorkLocks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** A deleted server: gone at once, and cleared away behind. */
@SendyardTest
class ServerPurgeTests {

    /** More than a transaction clears away. */
    private static final int STREAMS = 1_500;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired World world;
    @Autowired MockMvcTester mvc;
    @Autowired JdbcClient jdbc;
    @Autowired JdbcTemplate rows;
    @Autowired ServerPurge purge;
    @Autowired WorkLocks workLocks;
    @Autowired TestClock clock;
    @LocalServerPort int port;

    @Test
    void leavesNoRowOfALargeServerAndTouchesNoOther() {
        leavesNoRow(STREAMS);
    }

    @Test
    @Tag("campaign")
    void leavesNoRowOfAVeryLargeServerAndTouchesNoOther() {
        leavesNoRow(40_000);
    }

    private void leavesNoRow(int streams) {
        var server = world.production();
        fill(server, streams);
        var key = "Bearer " + world.key(server, KeyType.FULL_ACCESS).secret().reveal();
        var ada = world.bearer(world.ada());
        var path = "/v1/servers/" + server.cuid();
        var globex = new Tables(jdbc).of(world.globex());
        var visitor = Visitor.at(port);

        assertThat(visitor.call("DELETE", path, "", ada).statusCode()).isEqualTo(200);

        assertThat(visitor.call("GET", path, "", ada).statusCode()).isEqualTo(404);
        for (var secret : new String[] {key, world.bearer(server)}) {
            assertThat(visitor.call("GET", path, "", secret).statusCode()).isEqualTo(401);
        }
        assertThat(
                        visitor.call("POST", "/v1/servers", "{\"name\": \"production\"}", ada)
                                .statusCode())
                .isEqualTo(201);
        waitUntil(() -> new Tables(jdbc).rowsOfServer(server.id()).isEmpty());
        assertThat(new Tables(jdbc).of(world.globex())).isEqualTo(globex);
        waitUntil(() -> new Tables(jdbc).rows("turn").isEmpty());
    }

    @Test
    void tellsHowFarItIs() {
        var server = world.production();
        fill(server, STREAMS);
        // As a process leaves it that was killed after it answered.
        var now = java.sql.Timestamp.from(Instant.now());
        jdbc.sql(
                        "update server set deleted_at = ?, name_key = null, purge_total = ?, purged"
                                + " = 1111, default_stream_id = null where id = ?")
                .params(now, STREAMS + 3, server.id())
                .update();

        var progress = purge.ofAccount(world.acme().id());

        assertThat(progress)
                .containsExactly(new ServerPurge.Progress("Production", 1111, STREAMS + 3));
        assertThat(mvc.get().uri("/email/servers").with(world.browserOf(world.ada())))
                .bodyText()
                .contains("Deleting", "1,111 of 1,503");
        assertThat(mvc.get().uri("/email/servers").with(world.browserOf(world.carla())))
                .bodyText()
                .doesNotContain("Deleting “");

        purge.on(new ServerDeleted(server.id()));
        waitUntil(() -> new Tables(jdbc).rowsOfServer(server.id()).isEmpty());
    }

    @Test
    void goesOnWithWhatADeadProcessLeft() {
        var server = world.production();
        fill(server, STREAMS);
        markDeleted(server);
        purge.goOn();

        assertThat(new Tables(jdbc).rowsOfServer(server.id())).isEmpty();
        assertThat(new Tables(jdbc).rows("turn")).isEmpty();
    }

    @Test
    void goesOnWithWhatAnotherNodeLeftWhenThatGivesNoSignOfLife() {
        var server = world.production();
        fill(server, STREAMS);
        markDeleted(server);
        assertThat(workLocks.acquire("purge " + server.id())).isTrue();

        purge.goOn();
        assertThat(new Tables(jdbc).rowsOfServer(server.id())).containsKey("stream");

        clock.advance(Duration.ofSeconds(11));
        purge.goOn();
        assertThat(new Tables(jdbc).rowsOfServer(server.id())).isEmpty();
        assertThat(new Tables(jdbc).rows("turn")).isEmpty();
    }

    /** As the deletion leaves it, before anything is purged. */
    private void markDeleted(Server server) {
        jdbc.sql(
                        "update server set deleted_at = ?, name_key = null, default_stream_id ="
                                + " null where id = ?")
                .params(java.sql.Timestamp.from(Instant.now()), server.id())
                .update();
    }

    private void fill(Server server, int count) {
        world.suppression(world.streams(server).getFirst(), "ann@example.com", null);
        world.imported(server, "a.csv", "bob@example.com".getBytes(StandardCharsets.UTF_8));
        var streams = new ArrayList<Object[]>();
        IntStream.range(0, count)
                .forEach(i ->
                        streams.add(
                                new Object[] {
                                    "c%024d".formatted(i), server.id(), "" + i, "" + i, "s" + i
                                }));
        rows.batchUpdate(
                """
                insert into stream (cuid, server_id, name, name_key, slug, type, created_at, version)
                values (?, ?, ?, ?, ?, 'BROADCAST', current_timestamp, 0)\
                """,
                streams);
    }

    private static void waitUntil(BooleanSupplier condition) {
        var end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
