package io.sendyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.sendyard.analytics.Seeding;
import io.sendyard.apikey.KeyType;
import io.sendyard.server.Color;
import io.sendyard.server.Mode;
import io.sendyard.server.Server;
import io.sendyard.server.ServerPart;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/**
 * What a page asks the database: little, and no more for many rows than for few. Sessions are
 * counted too, so Ada signs in as her browser does.
 */
@SendyardTest
class QueryBudgetTests {

    private static final int AT_MOST = 6;
    private static final int ROWS = 50;

    @Autowired World world;

    @Autowired MockMvcTester mvc;

    @Autowired Queries queries;

    @Autowired List<ServerPart> parts;

    @Autowired JdbcClient jdbc;

    @Autowired JdbcTemplate rows;

    @Autowired Clock clock;
    @Autowired Mail mail;

    private Cookie session = new Cookie("none", "none");

    @BeforeEach
    void adaSignsIn() {
        world.plan(world.acme(), "enterprise");
        var signedIn =
                mvc.post()
                        .uri("/sign-in")
                        .param("email", "ada@acme.example")
                        .param("password", World.PASSWORD)
                        .with(csrf())
                        .exchange();
        session = Objects.requireNonNull(signedIn.getResponse().getCookie("sendyard"));
        assertThat(page("/settings/profile")).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/email/servers",
                "/email/servers?sort=newest&mode=live&name=o",
                "/email/servers/new",
                "/email/servers/{server}",
                "/email/servers/{server}?period=30d",
                "/email/servers/{server}/token",
                "/email/servers/{server}/token/rotation",
                "/email/servers/{server}/streams",
                "/email/servers/{server}/streams/new",
                "/email/servers/{server}/suppressions",
                "/email/servers/{server}/suppressions?email=a&reason=BOUNCE",
                "/email/servers/{server}/suppressions/new",
                "/email/servers/{server}/suppressions/imports/new",
                "/email/servers/{server}/senders",
                "/email/servers/{server}/senders/new",
                "/email/servers/{server}/api-keys",
                "/email/servers/{server}/api-keys/new",
                "/email/servers/{server}/settings/general",
                "/email/servers/{server}/settings/delivery",
                "/email/servers/{server}/settings/suppression",
                "/email/servers/{server}/activity",
                "/email/servers/{server}/activity?q=order&state=delivered&stream=transactional&tag=x&from=2026-01-01",
                "/email/servers/{server}/activity?q=grace@navy.example",
                "/email/servers/{server}/activity?q=navy@",
                "/email/servers/{server}/activity/test",
                "/docs/delivery",
                "/settings/plan",
                "/settings/access-tokens",
                "/settings/profile",
                "/jump?q=prod"
            })
    void asksAtMostSixTimesForAPage(String page) {
        assertThat(queriesOf(page)).hasSizeLessThanOrEqualTo(AT_MOST);
    }

    @Test
    void asksForADeletionOnceMoreForEachKindOfThingThatGoesWithIt() {
        assertThat(queriesOf("/email/servers/{server}/deletion"))
                .hasSizeLessThanOrEqualTo(AT_MOST - 2 + parts.size());
    }

    @Test
    void asksAsOftenForAFullListOfServersAsForAShortOne() {
        var few = queriesOf("/email/servers");
        IntStream.range(0, ROWS).forEach(this::server);

        assertThat(queriesOf("/email/servers")).hasSameSizeAs(few);
    }

    @Test
    void asksAsOftenForAnOverviewFullOfMailAsForAnEmptyOne() {
        var empty = queriesOf("/email/servers/{server}");
        var stream = world.streams(world.production()).getFirst();
        new Seeding(rows)
                .sent(world.production(), stream, 1_000, Duration.ofDays(2), clock.instant());

        assertThat(queriesOf("/email/servers/{server}")).hasSizeLessThanOrEqualTo(empty.size());
        assertThat(queriesOf("/email/servers")).hasSizeLessThanOrEqualTo(AT_MOST);
    }

    @Test
    void asksAsOftenForManyDeletionsUnderWayAsForNone() {
        var none = queriesOf("/email/servers");
        IntStream.range(0, ROWS)
                .mapToObj(this::server)
                .forEach(server ->
                        jdbc.sql(
                                        "update server set deleted_at = created_at, name_key = null where id = ?")
                                .param(server.id())
                                .update());

        assertThat(queriesOf("/email/servers")).hasSameSizeAs(none);
    }

    @Test
    void asksAsOftenForManyKeysAsForNone() {
        var none = queriesOf("/email/servers/{server}/api-keys");
        IntStream.range(0, ROWS).forEach(_ -> world.key(world.production(), KeyType.SEND_ONLY));

        assertThat(queriesOf("/email/servers/{server}/api-keys")).hasSameSizeAs(none);
    }

    @Test
    void asksAsOftenForManySuppressionsAsForNone() {
        var none = queriesOf("/email/servers/{server}/suppressions");
        var csv =
                IntStream.range(0, 120)
                        .mapToObj(i -> "person%d@example.com,bounce\n".formatted(i))
                        .collect(Collectors.joining());
        world.imported(world.production(), "many.csv", csv.getBytes(StandardCharsets.UTF_8));
        var last =
                jdbc.sql(
                                "select cuid from suppression order by id offset 20 rows fetch first row only")
                        .query(String.class)
                        .single();

        assertThat(queriesOf("/email/servers/{server}/suppressions")).hasSameSizeAs(none);
        assertThat(queriesOf("/email/servers/{server}/suppressions?after=" + last))
                .hasSameSizeAs(none);
    }

    @Test
    void asksAsOftenForAFullLogAsForOneMessage() {
        mail.of(world.production()).save();
        var one = queriesOf("/email/servers/{server}/activity");
        IntStream.range(0, 2 * ROWS).forEach(_ -> mail.of(world.production()).save());

        assertThat(queriesOf("/email/servers/{server}/activity"))
                .hasSameSizeAs(one)
                .hasSizeLessThanOrEqualTo(AT_MOST);
    }

    @Test
    void asksAtMostSixTimesForAMessage() {
        var id =
                mail.of(world.production())
                        .to("a@x.example", "b@x.example")
                        .content("Subject: x\nContent-Type: text/html\n\n<b>x</b>")
                        .save();
        IntStream.range(0, ROWS)
                .forEach(_ ->
                        mail.event(id, "deferred", Instant.EPOCH, "{\"attempt\": 1}", "0 S 220"));

        for (var tail : List.of("", "?view=raw", "/preview", "/raw")) {
            assertThat(queriesOf("/email/servers/{server}/activity/" + id + tail))
                    .hasSizeLessThanOrEqualTo(AT_MOST);
        }
    }

    @Test
    void asksTheApiAsOftenForSixtyServersAsForTen() {
        IntStream.range(0, 10).forEach(this::server);
        var ten = queries.of(() -> assertThat(api("/v1/servers?limit=500")).hasStatusOk());
        IntStream.range(10, 60).forEach(this::server);
        var many = queries.of(() -> assertThat(api("/v1/servers?limit=500")).hasStatusOk());

        assertThat(many).hasSameSizeAs(ten).hasSizeLessThanOrEqualTo(AT_MOST);
    }

    @Test
    void readsTheSessionOnceAndWritesNothingForAPage() {
        assertThat(queriesOf("/email/servers"))
                .allMatch(query -> query.toLowerCase(Locale.ROOT).startsWith("select"))
                .filteredOn(query -> query.contains("SPRING_SESSION"))
                .hasSize(1);
    }

    private List<String> queriesOf(String page) {
        var path = page.replace("{server}", world.production().cuid().value());
        return queries.of(() -> assertThat(page(path)).hasStatus(HttpStatus.OK));
    }

    private MvcTestResult page(String path) {
        return mvc.get().uri(path).cookie(session).exchange();
    }

    private MvcTestResult api(String path) {
        return mvc.get()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, world.bearer(world.ada()))
                .exchange();
    }

    private Server server(int number) {
        var colors = Stream.of(Color.values()).toList();
        return world.server(
                world.acme(), "Server " + number, colors.get(number % colors.size()), Mode.LIVE);
    }
}
