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
class KilledTests {

    private static final Pattern ID = Pattern.compile("\"id\":\"(c[0-9a-z]{24})\"");
    private static final Pattern PROGRESS = Pattern.compile("<span>([0-9,]+) of [0-9,]+</span>");
    private static final int STREAMS = 40_000;

    @TempDir Path folder;

    @Test
    void everyServerThatWasAnsweredIsThere() throws Exception {
        Set<String> answered = ConcurrentHashMap.newKeySet();
        try (var place = Place.in(folder)) {
            for (int round = 0; round < 3; round++) {
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
        try (var place = Place.in(folder)) {
            try (var running = RunningSendyard.start(place)) {
                create(running, "Large");
                create(running, "Other");
            }
            long large = fill(place.database());
            var others = others(place.database(), large);

            var running = RunningSendyard.start(place);
            deleteLarge(running);
            running.waitUntil(() -> purged(running) > 0);
            running.kill();

            var left = new Tables(JdbcClient.create(place.database())).rowsOfServer(large);
            assertThat(left).containsEntry("server", 1L).containsKey("stream");
            assertThat(left.get("stream")).isBetween(1L, STREAMS - 1L);

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

    private static void create(RunningSendyard running, String name) {
        var body = "{\"name\": \"%s\"}".formatted(name);
        assertThat(
                        running.visitor()
                                .call("POST", "/v1/servers", body, running.bearer())
                                .statusCode())
                .isEqualTo(201);
    }

    private static void deleteLarge(RunningSendyard running) {
        var bearer = running.bearer();
        var list = running.visitor().call("GET", "/v1/servers", "", bearer).body();
        var path = "/v1/servers/" + ids(list).getFirst();

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

    private static long fill(JdbcTemplate database) {
        var server =
                database.queryForObject("select id from server where name = 'Large'", Long.class);
        var rows = new ArrayList<Object[]>();
        IntStream.range(0, STREAMS)
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
