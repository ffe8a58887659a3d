package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Crowd;
import io.sendyard.Tables;
import io.sendyard.system.LiveServer;
import io.sendyard.system.Place;
import io.sendyard.system.ProcessTest;
import io.sendyard.system.RunningSendyard;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server that is deleted while it sends, in a process that dies before all of it is gone. */
@ProcessTest
@Tag("campaign")
class DeletionTests {

    private static final int KILLS = Integer.getInteger("sendyard.test.kills", 5);
    private static final int EVENTS = 40_000;

    /** PostgreSQL would have cleared so few away before it can be killed. */
    private static final int DOUBLINGS =
            "postgresql".equals(System.getProperty("sendyard.test.database")) ? 3 : 0;

    private static final int ENOUGH = 50;
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();
    private final Ledger ofTheDeleted = new Ledger();
    private final Chance chance = new Chance();
    private final Map<String, String> keys = new HashMap<>();
    private Duration answered = Duration.ZERO;

    @Test
    void nothingIsLeftOfItAndNothingElseIsTouched() throws Exception {
        try (var inbox = new Inbox(ledger);
                var place = Place.in(folder)) {
            try (var running = RunningSendyard.start(place)) {
                for (var name : List.of("goner", "stays", "globex")) {
                    keys.put(name, LiveServer.create(running, name, name + ".example"));
                    capture(running, name);
                }
            }
            LiveServer.verify(place);
            giveAway(place.database());
            long goner = id(place, "goner");
            var cuid = cuid(place, goner);
            fill(place.database(), goner);
            var others = others(place);

            var node = start(place, inbox);
            int inFlight;
            try (var _ = load(node, ledger, "stays");
                    var _ = load(node, ofTheDeleted, "goner")) {
                node.running()
                        .waitUntil(() ->
                                ledger.acknowledged() > ENOUGH
                                        && ofTheDeleted.acknowledged() > ENOUGH);
                delete(node, cuid);
                inFlight = inbox.open();
                node.running().kill();
            }
            assertThat(rows(place, goner)).as("it died before the end").isNotEmpty();
            for (int kill = 1; kill < KILLS; kill++) {
                node = start(place, inbox);
                chance.pause(Duration.ofMillis(500));
                inFlight += inbox.open();
                node.running().kill();
            }
            try (var again = start(place, inbox)) {
                var browser = again.running().visitor();
                browser.signIn(RunningSendyard.OWNER);
                again.running()
                        .waitUntil(
                                () -> !browser.get("/email/servers").body().contains("Deleting “"));
                again.running().waitUntil(() -> ledger.lost().isEmpty());
            }

            ledger.expect(ofTheDeleted);
            Chance.report(
                    "Server deleted",
                    ledger,
                    KILLS,
                    "answered after %d ms, %d were acknowledged for the deleted"
                            .formatted(answered.toMillis(), ofTheDeleted.acknowledged()));
            assertThat(rows(place, goner)).isEmpty();
            assertThat(mentions(place, cuid)).isEmpty();
            assertThat(others(place)).isEqualTo(others);
            assertThat(ledger.wrong()).isEmpty();
            assertThat(ledger.unexpected()).isEmpty();
            assertThat(ledger.doubled()).isLessThanOrEqualTo(inFlight);
        }
    }

    /** A message that stays in the house, so that there is one. */
    private void capture(RunningSendyard running, String server) {
        var program = running.visitor();
        var bearer = "Bearer " + keys.get(server);
        var answer =
                program.call(
                        "POST",
                        "/v1/send",
                        "{\"from\": \"ada@%s.example\", \"to\": \"first@inbox.example\", \"subject\": \"First\", \"text\": \"First\"}"
                                .formatted(server),
                        bearer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        running.waitUntil(() ->
                program.call("GET", "/v1/messages", "", bearer).body().contains("\"captured\""));
    }

    /** Two want it at once; who goes on to send by it is refused from then on. */
    private void delete(Node node, String cuid) throws InterruptedException {
        var bearer = node.running().bearer();
        var programs = List.of(node.running().visitor(), node.running().visitor());
        var before = Instant.now();
        var answers =
                Crowd.of(2, i -> programs.get(i).call("DELETE", "/v1/servers/" + cuid, "", bearer));
        answered = Duration.between(before, Instant.now());
        assertThat(answers.stream().map(HttpResponse::statusCode))
                .containsExactlyInAnyOrder(200, 404);
        var key = "Bearer " + keys.get("goner");
        assertThat(programs.getFirst().call("GET", "/v1/domains", "", key).statusCode())
                .isEqualTo(401);
        Thread.sleep(AT_ONCE.toMillis());
        int acknowledged = ofTheDeleted.acknowledged();
        int others = ledger.acknowledged();
        chance.pause(Duration.ofMillis(200));
        node.running().waitUntil(() -> ledger.acknowledged() > others);
        assertThat(ofTheDeleted.acknowledged()).isEqualTo(acknowledged);
    }

    /** What the dead one held on to is soon free. */
    private static Node start(Place place, Inbox inbox) {
        return Node.start("one.example", place, inbox, "sendyard.delivery.lease=3s");
    }

    private MailLoad load(Node node, Ledger into, String server) {
        return MailLoad.begin(
                into,
                node.running(),
                node.submissionPort(),
                String.valueOf(keys.get(server)),
                server,
                "ada@%s.example".formatted(server));
    }

    /** One of the servers becomes another account's. */
    private static void giveAway(JdbcTemplate database) {
        database.update(
                """
                insert into account (cuid, name, plan, servers, created_at, version)
                select 'cglobexglobexglobexglobex', 'Globex', plan, 1, created_at, 0 from account\
                """);
        var globex =
                database.queryForObject("select id from account where name = 'Globex'", Long.class);
        database.update("update server set account_id = ? where name = 'globex'", globex);
        database.update(
                "update sender_domain set account_id = ? where name = 'globex.example'", globex);
        database.update("update account set servers = 2 where id <> ?", globex);
    }

    /** So much that it takes a while to clear it away. */
    private static void fill(JdbcTemplate database, long server) {
        var message =
                database.queryForObject(
                        "select id from message where server_id = ?", UUID.class, server);
        var rows = new ArrayList<Object[]>();
        IntStream.range(0, EVENTS).forEach(_ -> rows.add(new Object[] {message, server}));
        database.batchUpdate(
                """
                insert into message_event (message_id, server_id, type, at, details)
                values (?, ?, 'delivered', current_timestamp, '{}')\
                """,
                rows);
        for (int time = 0; time < DOUBLINGS; time++) {
            database.update(
                    """
                    insert into message_event (message_id, server_id, type, at, details)
                    select message_id, server_id, type, at, details from message_event
                    where server_id = ? and recipient_id is null\
                    """,
                    server);
        }
    }

    private static Map<String, Long> rows(Place place, long server) {
        return tables(place).rowsOfServer(server);
    }

    /** Where its id that callers see is written, in whichever table. */
    private static List<String> mentions(Place place, String cuid) {
        return tables(place).names().stream()
                .filter(table ->
                        tables(place).rows(table).stream()
                                .anyMatch(row -> row.toString().contains(cuid)))
                .toList();
    }

    private static String others(Place place) {
        var id =
                place.database()
                        .queryForObject("select id from account where name = 'Globex'", Long.class);
        return tables(place).ofAccount(id == null ? 0 : id).toString();
    }

    private static Tables tables(Place place) {
        return new Tables(JdbcClient.create(place.database()));
    }

    private static long id(Place place, String name) {
        var id =
                place.database()
                        .queryForObject("select id from server where name = ?", Long.class, name);
        return id == null ? 0 : id;
    }

    private static String cuid(Place place, long server) {
        return String.valueOf(
                place.database()
                        .queryForObject(
                                "select cuid from server where id = ?", String.class, server));
    }
}
