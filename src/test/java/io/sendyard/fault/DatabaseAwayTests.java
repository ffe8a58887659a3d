package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Visitor;
import io.sendyard.system.LiveServer;
import io.sendyard.system.Place;
import io.sendyard.system.PostgreSqlOnly;
import io.sendyard.system.ProcessTest;
import io.sendyard.system.RunningSendyard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mail while the database dies, stays away, comes back, and loses single connections; the first
 * time for as many seconds as {@code sendyard.test.away} says.
 */
@PostgreSqlOnly
@ProcessTest
@Tag("campaign")
class DatabaseAwayTests {

    private static final int ROUNDS = Integer.getInteger("sendyard.test.rounds", 10);
    private static final Duration AWAY =
            Duration.ofSeconds(Integer.getInteger("sendyard.test.away", 30));
    private static final Duration BACK_WITHIN = Duration.ofSeconds(10);
    private static final int ENOUGH = 100;

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();
    private final Chance chance = new Chance();
    private Duration longest = Duration.ZERO;

    @Test
    void mailIsRefusedWhileTheDatabaseIsAwayAndTakenAgainWhenItIsBack() throws Exception {
        try (var inbox = new Inbox(ledger);
                var place = Place.apart(folder);
                var node =
                        Node.start(
                                "one.example",
                                place,
                                inbox,
                                "spring.datasource.hikari.connection-timeout=2000")) {
            var key = LiveServer.create(node.running(), "Live", "acme.example");
            LiveServer.verify(place);
            var browser = node.running().visitor();
            browser.signIn(RunningSendyard.OWNER);
            var bearer = node.running().bearer();
            var database = new DatabaseProcess(place);
            int inFlight = 0;
            try (var _ = node.load(ledger, key, "a")) {
                for (int round = 0; round < ROUNDS; round++) {
                    ledger.awaitLoad(node.running(), ENOUGH);
                    chance.pause(Duration.ofMillis(500));
                    inFlight += inbox.open();
                    database.kill();
                    if (round == 0) {
                        assertAnswered(browser, bearer, "Bearer " + key);
                        Thread.sleep(AWAY.toMillis());
                    }
                    database.start();
                    awaitBack(node);
                    ledger.awaitLoad(node.running(), ENOUGH);
                    inFlight += inbox.open();
                    cutOneConnection(place);
                }
                ledger.awaitLoad(node.running(), ENOUGH);
            }
            node.running().waitUntil(() -> ledger.lost().isEmpty());

            Chance.report(
                    "Database killed",
                    ledger,
                    ROUNDS,
                    "refused %d, in flight %d, back after %d ms at the most"
                            .formatted(ledger.refused(), inFlight, longest.toMillis()));
            assertThat(browser.get("/email/servers").statusCode()).isEqualTo(200);
            assertThat(ledger.wrong()).isEmpty();
            assertThat(ledger.refused()).isPositive();
            assertThat(ledger.unexpected()).isEmpty();
            assertThat(ledger.doubled()).as(ledger.toString()).isLessThanOrEqualTo(inFlight);
            assertThat(longest).isLessThan(BACK_WITHIN);
        }
    }

    /** People and programs hear that it is away, and nothing of what is inside. */
    private static void assertAnswered(Visitor browser, String bearer, String key) {
        var mail =
                "{\"from\": \"ada@acme.example\", \"to\": \"late@inbox.example\", \"subject\":"
                        + " \"Late\", \"text\": \"Late\"}";
        var answers =
                Map.of(
                        "a page", browser.get("/email/servers"),
                        "a page for everybody", browser.get("/sign-in"),
                        "a list", browser.call("GET", "/v1/servers", "", bearer),
                        "a send that is repeated",
                                browser.send(
                                        "POST",
                                        "/v1/send",
                                        mail,
                                        "Authorization",
                                        key,
                                        "Content-Type",
                                        "application/json",
                                        "Idempotency-Key",
                                        "late"));
        answers.forEach((what, answer) -> {
            assertThat(answer.statusCode()).as(what).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).as(what).isPresent();
            assertThat(answer.body())
                    .as(what)
                    .contains("try again in a moment")
                    .doesNotContainIgnoringCase("exception")
                    .doesNotContainIgnoringCase("select ")
                    .doesNotContainIgnoringCase("jdbc")
                    .doesNotContainIgnoringCase("hikari");
        });
    }

    private void awaitBack(Node node) {
        var back = Instant.now();
        int before = ledger.acknowledged();
        node.running().waitUntil(() -> ledger.acknowledged() > before);
        var took = Duration.between(back, Instant.now());
        longest = took.compareTo(longest) > 0 ? took : longest;
    }

    private static void cutOneConnection(Place place) {
        place.database()
                .queryForList(
                        """
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where backend_type = 'client backend' and pid <> pg_backend_pid()
                        order by state_change desc limit 1\
                        """);
    }
}
