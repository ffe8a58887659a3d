package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Tables;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is left of promises when the process is killed. */
@ProcessTest
class KilledTests {

    private static final Pattern ID = Pattern.compile("\"id\":\"(c[0-9a-z]{24})\"");
    private static final Pattern PROGRESS = Pattern.compile("<span>([0-9,]+) of [0-9,]+</span>");

    @TempDir Path folder;

    /** How often it is killed while servers are made. */
    int rounds() {
        return 1;
    }

    /** How many rows are deleted when it is killed. */
    int streams() {
        return 40_000;
    }

    @Test
    void everyServerThatWasAnsweredIsThere() throws Exception {
        Set<String> answered = ConcurrentHashMap.newKeySet();
        try (var place = Place.prepared(folder)) {
            for (int round = 0; round < rounds(); round++) {
                var running = RunningSendyard.start(place);
                createUntilKilled(running, round, answered);
                assertThat(answered).hasSizeGreaterThan(round * 20);
            }
            try (var running = RunningSendyard.start(place)) {
                var list = running.visitor().call("GET", "/v1/servers", "", running.bearer());
                assertThat(list.statusCode()).isEqualTo(200);
                assertThat(ids(list.body())).containsAll(answered);
            }
            assertThat(
                            place.database()
                                    .queryForList(
                                            "select count(*) from stream group by server_id",
                                            Integer.class))
                    .as("streams of each server")
                    .containsOnly(3);
        }
    }

    @Test
    void aDeletionGoesOn() throws Exception {
        try (var place = Place.prepared(folder)) {
            long large = fill(place.database(), streams());
            var path = path(place.database(), large);
            var others = others(place.database(), large);

            var running = RunningSendyard.start(place);
            delete(running, path);
            running.waitUntil(() -> purged(running) > 0);
            running.kill();

            var left = new Tables(JdbcClient.create(place.database())).rowsOfServer(large);
            assertThat(left).containsEntry("server", 1L).containsKey("stream");
            assertThat(left.get("stream")).isBetween(1L, streams() - 1L);

            try (var again = RunningSendyard.start(place)) {
                again.waitUntil(() -> !page(again).contains("Deleting “"));
            }
            assertThat(new Tables(JdbcClient.create(place.database())).rowsOfServer(large))
                    .isEmpty();
            assertThat(others(place.database(), large)).isEqualTo(others);
            assertThat(
                            place.database()
                                    .queryForObject(
                                            "select count(*) from turn where work like 'purge %'",
                                            Integer.class))
                    .isZero();
        }
    }

    private static void createUntilKilled(
            RunningSendyard running, int round, Set<String> answered) {
        var bearer = running.bearer();
        try (var programs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int program = 0; program < 4; program++) {
                var name = "Round %d of %d".formatted(round, program);
                programs.execute(() -> createMany(running, bearer, name, answered));
            }
            int before = answered.size();
            running.waitUntil(() -> answered.size() > before + 40);
            running.kill();
        }
    }

    private static void createMany(
            RunningSendyard running, String bearer, String name, Set<String> answered) {
        var program = running.visitor();
        try {
            for (int i = 0; i < 10_000; i++) {
                var answer =
                        program.call(
                                "POST",
                                "/v1/servers",
                                "{\"name\": \"%s: %d\"}".formatted(name, i),
                                bearer);
                if (answer.statusCode() == 201) {
                    answered.add(ids(answer.body()).getFirst());
                }
            }
        } catch (UncheckedIOException killed) {
            // No answer, no promise.
        }
    }

    private static void delete(RunningSendyard running, String path) {
        var bearer = running.bearer();

        assertThat(running.visitor().call("DELETE", path, "", bearer).statusCode()).isEqualTo(200);

        assertThat(running.visitor().call("GET", path, "", bearer).statusCode()).isEqualTo(404);
    }

    private static int purged(RunningSendyard running) {
        var progress = PROGRESS.matcher(page(running));
        return progress.find() ? Integer.parseInt(progress.group(1).replace(",", "")) : 0;
    }

    private static String page(RunningSendyard running) {
        var browser = running.visitor();
        browser.signIn(RunningSendyard.OWNER);
        return browser.get("/email/servers").body();
    }

    private static String path(JdbcTemplate database, long server) {
        return "/v1/servers/"
                + database.queryForObject(
                        "select cuid from server where id = ?", String.class, server);
    }

    private static long fill(JdbcTemplate database, int streams) {
        var server =
                database.queryForObject("select id from server where name = 'Live'", Long.class);
        var rows = new ArrayList<Object[]>();
        IntStream.range(0, streams)
                .forEach(i ->
                        rows.add(
                                new Object[] {
                                    "c%024d".formatted(i), server, "" + i, "" + i, "s" + i
                                }));
        database.batchUpdate(
                """
                insert into stream (cuid, server_id, name, name_key, slug, type, created_at, version)
                values (?, ?, ?, ?, ?, 'BROADCAST', current_timestamp, 0)\
                """,
                rows);
        return server == null ? 0 : server;
    }

    private static String others(JdbcTemplate database, long server) {
        return database.queryForList("select * from server where id <> ?", server)
                + " "
                + database.queryForList("select * from stream where server_id <> ?", server);
    }

    private static List<String> ids(String json) {
        return ID.matcher(json).results().map(match -> match.group(1)).toList();
    }
}
