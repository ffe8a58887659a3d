package io.sendyard.analytics.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.TestOutside.TestClock;
import io.sendyard.World;
import io.sendyard.analytics.Seeding;
import io.sendyard.apikey.KeyType;
import io.sendyard.core.Cuid;
import io.sendyard.server.Server;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@SendyardTest
class StatsApiTests {

    @Autowired World world;
    @Autowired ApiCalls api;
    @Autowired JdbcTemplate jdbc;
    @Autowired TestClock clock;

    @Test
    void tellsEveryFieldOfTotalsRatesAndSeries() {
        var server = world.production();
        count(server, 0, "2025-07-14T23:00:00Z", 1_000, 900, 40, 60, 9, 500, 300, 50, 30, 3);
        count(server, 1, "2025-07-15T00:00:00Z", 10, 10, 0, 0, 0, 0, 0, 0, 0, 0);
        count(server, 0, "2025-07-16T00:00:00Z", 7, 7, 0, 0, 0, 0, 0, 0, 0, 0);

        var stats = json(stats("&from=2025-07-14&to=2025-07-15"));

        assertThat(stats.get("serverId").asString()).isEqualTo(server.cuid().value());
        assertThat(stats.get("streamId").isNull()).isTrue();
        assertThat(stats.get("from").asString()).isEqualTo("2025-07-14T00:00:00.000Z");
        assertThat(stats.get("to").asString()).isEqualTo("2025-07-16T00:00:00.000Z");
        assertThat(stats.get("interval").asString()).isEqualTo("day");
        assertThat(counts(stats.get("totals")))
                .containsExactly(1_010, 910, 40, 60, 9, 500, 300, 50, 30, 3);
        assertThat(rates(stats.get("rates")))
                .containsExactly(.938144, .061856, .00989, .32967, .032967, .003297);
        assertThat(stats.get("series")).hasSize(2);
        assertThat(stats.at("/series/0/at").asString()).isEqualTo("2025-07-14T00:00:00.000Z");
        assertThat(counts(stats.at("/series/0")))
                .containsExactly(1_000, 900, 40, 60, 9, 500, 300, 50, 30, 3);
        assertThat(counts(stats.at("/series/1"))).containsExactly(10, 10, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void tellsOneStreamByTheHour() {
        var server = world.production();
        count(server, 0, "2025-07-15T10:00:00Z", 3, 3, 0, 0, 0, 0, 0, 0, 0, 0);
        count(server, 1, "2025-07-15T10:00:00Z", 5, 5, 0, 0, 0, 0, 0, 0, 0, 0);
        var stream = world.streams(server).get(1).cuid();

        var stats =
                json(
                        stats(
                                "&streamId=%s&interval=hour&from=2025-07-15T09:30:00Z&to=2025-07-15T13:30:00%%2B02:00"
                                        .formatted(stream)));

        assertThat(stats.get("streamId").asString()).isEqualTo(stream.value());
        assertThat(stats.at("/totals/sent").asInt()).isEqualTo(5);
        assertThat(stats.get("series").valueStream().map(step -> step.get("at").asString()))
                .containsExactly(
                        "2025-07-15T09:00:00.000Z",
                        "2025-07-15T10:00:00.000Z",
                        "2025-07-15T11:00:00.000Z");
        assertThat(stats.get("series").valueStream().map(step -> step.get("sent").asInt()))
                .containsExactly(0, 5, 0);
    }

    @Test
    void looksBackThirtyDaysByDayAndADayByHourWhereNothingIsSaid() {
        clock.stop();

        assertThat(json(stats("")).get("series")).hasSize(31);
        assertThat(json(stats("&interval=hour")).get("series")).hasSizeBetween(24, 25);
        assertThat(json(stats("&from=2025-07-15&to=2025-07-15T00:00:00Z")).get("series")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, from",
        "to=2025-13-01, to",
        "from=2025-07-15T25:00:00Z, from",
        "from=2025-07-15T10:30:00, from",
        "to=%2B1000000000-12-31T23:59:59Z, to",
        "to=1999-12-30, to",
        "to=, to",
        "from=2025-07-16&to=2025-07-14, from",
        "from=2099-01-01, from",
        "interval=hour&from=2024-01-01&to=2025-07-01, from",
        "interval=day&from=2015-01-01&to=2025-07-01, from",
        "interval=week, interval",
    })
    void refusesWhatIsNoTimeByItsName(String query, String field) {
        var answer = stats("&" + query);

        assertThat(answer).hasStatus(422);
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo(field);
    }

    @Test
    void asksForTheServer() {
        var answer = api.get(world.bearer(world.ada()), "/v1/stats");

        assertThat(answer).hasStatus(422);
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo("serverId");
    }

    @Test
    void tellsAProgramItsOwnServerAndNoOther() {
        var own = "/v1/stats?serverId=" + world.production().cuid();
        var full = bearer(world.production(), KeyType.FULL_ACCESS);

        assertThat(api.get(world.bearer(world.production()), own)).hasStatusOk();
        assertThat(api.get(full, own)).hasStatusOk();
        assertThat(api.get(world.bearer(world.ben()), own)).hasStatusOk();
        assertThat(api.get(full, "/v1/stats?serverId=" + world.staging().cuid())).hasStatus(404);
        assertThat(api.get(bearer(world.production(), KeyType.SEND_ONLY), own)).hasStatus(403);
        assertThat(api.get("Bearer nothing", own)).hasStatus(401);
    }

    @Test
    void hidesOtherAccountsServersAndStreams() {
        var theirs = world.globexServer();
        var ada = world.bearer(world.ada());
        var stream = world.streams(theirs).getFirst().cuid();
        var staging = world.streams(world.staging()).getFirst().cuid();

        assertThat(api.get(ada, "/v1/stats?serverId=" + theirs.cuid())).hasStatus(404);
        assertThat(stats("&streamId=" + stream)).hasStatus(404);
        assertThat(stats("&streamId=" + staging)).hasStatus(404);
        assertThat(stats("&streamId=" + Cuid.fresh())).hasStatus(404);
        assertThat(stats("&streamId=nonsense")).hasStatus(404);
    }

    @Test
    void agreesWithTheMessagesThatWereSent() {
        var end = clock.instant().truncatedTo(ChronoUnit.HOURS);
        new Seeding(jdbc)
                .sent(
                        world.production(),
                        world.streams(world.production()).getFirst(),
                        3_000,
                        Duration.ofDays(3),
                        end);

        var totals = json(stats("&from=" + end.minus(Duration.ofDays(5)))).get("totals");

        assertThat(counts(totals)).startsWith(2_997, 2_985, 0, 12, 3);
        assertThat(messages("delivered") + messages("complained")).isEqualTo(2_985);
        assertThat(messages("bounced")).isEqualTo(12);
    }

    private long messages(String status) {
        return java.util.Objects.requireNonNull(
                jdbc.queryForObject(
                        "select count(*) from message m join recipient r on r.message_id = m.id join message_event e on e.recipient_id = r.id join message_content c on c.message_id = m.id where m.status = ?",
                        Long.class,
                        status));
    }

    private MvcTestResult stats(String query) {
        var path = "/v1/stats?serverId=" + world.production().cuid() + query;
        return api.get(world.bearer(world.ada()), path);
    }

    private String bearer(Server server, KeyType type) {
        return "Bearer " + world.key(server, type).secret().reveal();
    }

    private void count(Server server, int stream, String hour, long... counts) {
        var values = Arrays.stream(counts).boxed().toList();
        jdbc.update(
                """
                insert into hourly_count (sent, delivered, captured, bounced, complained, opened, unique_opened,
                    clicked, unique_clicked, unsubscribed, hard_bounced, deferred, failed, rejected,
                    server_id, stream_id, hour_at, last_at)
                values (%s, 0, 0, 0, 0, %d, %d, timestamp with time zone '%s', timestamp with time zone '%s')\
                """
                        .formatted(
                                values.toString().replaceAll("[\\[\\]]", ""),
                                server.id(),
                                world.streams(server).get(stream).id(),
                                hour,
                                hour));
    }

    private static long[] counts(JsonNode node) {
        return Arrays.stream(
                        new String[] {
                            "sent",
                            "delivered",
                            "captured",
                            "bounced",
                            "complained",
                            "opened",
                            "uniqueOpened",
                            "clicked",
                            "uniqueClicked",
                            "unsubscribed"
                        })
                .mapToLong(name -> node.get(name).asLong())
                .toArray();
    }

    private static double[] rates(JsonNode node) {
        return Arrays.stream(
                        new String[] {
                            "delivered",
                            "bounced",
                            "complained",
                            "opened",
                            "clicked",
                            "unsubscribed"
                        })
                .mapToDouble(name -> node.get(name).asDouble())
                .toArray();
    }

    private static JsonNode json(MvcTestResult answer) {
        return ApiCalls.json(answer);
    }
}
