package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Crowd;
import io.sendyard.Tables;
import io.sendyard.Visitor;
import io.sendyard.World;
import io.sendyard.system.Place;
import io.sendyard.system.PostgreSqlOnly;
import io.sendyard.system.ProcessTest;
import io.sendyard.system.RunningSendyard;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One account at two nodes: who is signed in, what is refused, what is counted, what is left. */
@PostgreSqlOnly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ProcessTest
@Tag("campaign")
class OneAccountOnTwoNodesTests {

    private static final int ROUNDS = Integer.getInteger("sendyard.test.rounds", 50);
    private static final int LIMIT = 10;
    private static final int AT_ONCE = 50;
    private static final int STREAMS = 40_000;
    private static final Pattern ID = Pattern.compile("\"id\":\"(c[0-9a-z]{24})\"");

    private Place place;
    private RunningSendyard one;
    private RunningSendyard two;

    @BeforeAll
    void begin(@TempDir Path folder) throws Exception {
        place = Place.in(folder);
        // The first one makes the schema and the owner.
        one = start();
        two = start();
    }

    @AfterAll
    void end() throws Exception {
        one.close();
        two.close();
        place.close();
    }

    @Test
    void aSessionOpensBothAndEndsAtBoth() {
        var ada = one.visitor();
        ada.signIn(RunningSendyard.OWNER);
        var cookie = ada.session().orElseThrow();
        assertThat(List.of(opens(one, cookie), opens(two, cookie))).containsOnly(true);

        ada.elsewhere(two.port()).submit("/sign-out", Map.of());

        assertThat(List.of(opens(one, cookie), opens(two, cookie))).containsOnly(false);
    }

    @Test
    void aNewPasswordAtOneEndsAllThatWasOpenedWithTheOldOneAtTheOther() {
        var ada = one.visitor();
        var elsewhere = two.visitor();
        ada.signIn(RunningSendyard.OWNER);
        elsewhere.signIn(RunningSendyard.OWNER);
        var cookie = elsewhere.session().orElseThrow();
        var jwt = two.bearer();
        assertThat(opens(two, cookie)).isTrue();
        assertThat(two.visitor().call("GET", "/v1/servers", "", jwt).statusCode()).isEqualTo(200);

        assertThat(change(ada, World.PASSWORD, "another long password")).isEqualTo(303);

        assertThat(opens(two, cookie)).isFalse();
        assertThat(two.visitor().call("GET", "/v1/servers", "", jwt).statusCode()).isEqualTo(401);
        assertThat(opens(two, ada.session().orElseThrow())).isTrue();
        assertThat(change(ada, "another long password", World.PASSWORD)).isEqualTo(303);
    }

    @Test
    void wrongPasswordsAreCountedTogether() {
        var doors = List.of(one.visitor(), two.visitor());
        var statuses =
                IntStream.range(0, 8)
                        .map(i ->
                                doors.get(i % 2)
                                        .send(
                                                "POST",
                                                "/v1/auth/login",
                                                "{\"email\": \"ben@acme.example\", \"password\":"
                                                        + " \"wrong\"}",
                                                "Content-Type",
                                                "application/json")
                                        .statusCode())
                        .toArray();

        assertThat(statuses).startsWith(401, 401, 401, 401, 401).endsWith(429, 429, 429);
    }

    @Test
    void creationsAtBothMakeExactlyAsManyServersAsThePlanAllows() {
        var doors = List.of(one.visitor(), two.visitor());
        int created = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var bearer = one.bearer();
            int before = servers();
            var name = "{\"name\": \"Round %d, number %%d\"}".formatted(round);
            var statuses =
                    Crowd.of(
                            AT_ONCE,
                            i ->
                                    doors.get(i % 2)
                                            .call("POST", "/v1/servers", name.formatted(i), bearer)
                                            .statusCode());
            created += Collections.frequency(statuses, 201);

            assertThat(Collections.frequency(statuses, 201)).isEqualTo(LIMIT - before);
            assertThat(statuses).containsOnly(201, 403);
            assertThat(servers()).isEqualTo(LIMIT);
            ids(bearer).forEach(id -> assertThat(delete(one, id, bearer)).isEqualTo(200));
        }
        System.out.printf(
                "Creations at two nodes: rounds %d, attempted %d, created %d, limit %d%n",
                ROUNDS, ROUNDS * AT_ONCE, created, LIMIT);
    }

    /** The last of them, since one node is dead then. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aDeletionThatADeadNodeLeftEndsAtTheOther() {
        var bearer = one.bearer();
        assertThat(
                        one.visitor()
                                .call("POST", "/v1/servers", "{\"name\": \"Large\"}", bearer)
                                .statusCode())
                .isEqualTo(201);
        long large = count("select id from server where name = 'Large'");
        place.database()
                .update(
                        """
                        insert into stream (cuid, server_id, name, name_key, slug, type, created_at, version)
                        select 'c' || lpad(cast(n as varchar), 24, '0'), ?, n, n, n, 'BROADCAST', current_timestamp, 0
                        from generate_series(1, ?) n\
                        """,
                        large,
                        STREAMS);
        var id =
                place.database()
                        .queryForObject(
                                "select cuid from server where id = ?", String.class, large);
        assertThat(delete(one, String.valueOf(id), bearer)).isEqualTo(200);

        one.kill();

        var tables = new Tables(JdbcClient.create(place.database()));
        assertThat(tables.rowsOfServer(large)).containsKey("stream");
        two.waitUntil(() -> tables.rowsOfServer(large).isEmpty());
    }

    private RunningSendyard start() {
        return RunningSendyard.start(place, "sendyard.default-plan=growth");
    }

    private static boolean opens(RunningSendyard node, String session) {
        return node.visitor().get("/email/servers", "Cookie", "sendyard=" + session).statusCode()
                == 200;
    }

    private static int change(Visitor browser, String current, String wanted) {
        return browser.submit(
                        "/settings/profile/password",
                        Map.of("current", current, "password", wanted))
                .statusCode();
    }

    private static int delete(RunningSendyard node, String id, String bearer) {
        return node.visitor().call("DELETE", "/v1/servers/" + id, "", bearer).statusCode();
    }

    private List<String> ids(String bearer) {
        var list = one.visitor().call("GET", "/v1/servers", "", bearer).body();
        return ID.matcher(list).results().map(match -> match.group(1)).toList();
    }

    private int servers() {
        int there = (int) count("select count(*) from server where deleted_at is null");
        assertThat(count("select servers from account")).isEqualTo(there);
        return there;
    }

    private long count(String sql) {
        var count = place.database().queryForObject(sql, Long.class);
        return count == null ? 0 : count;
    }
}
