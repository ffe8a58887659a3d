package io.sendyard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Queries;
import io.sendyard.TestInstallation;
import io.sendyard.TestOutside;
import io.sendyard.World;
import io.sendyard.account.Account;
import io.sendyard.account.Accounts;
import io.sendyard.account.Person;
import io.sendyard.account.Role;
import io.sendyard.analytics.Seeding;
import io.sendyard.core.MessageId;
import io.sendyard.server.Color;
import io.sendyard.server.Mode;
import io.sendyard.server.Server;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

/**
 * Every page and list of mail, of a server that sent a million messages beside one that sent ten
 * thousand. Neighbours sent theirs since, so that the newest of these two are not the newest there
 * are.
 */
@Tag("bench")
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "sendyard.api.requests-per-minute=1000000000",
            "server.tomcat.max-keep-alive-requests=-1",
            "server.tomcat.connection-timeout=10m",
            "logging.level.root=warn"
        })
@ContextConfiguration(initializers = TestInstallation.class)
@Import({World.class, TestOutside.class, Queries.class})
class MillionMessagesBenchTests {

    private static final int FEW = 10_000;
    private static final int MANY = Integer.getInteger("sendyard.bench.messages", 1_000_000);
    private static final int NEIGHBOURS = 3;
    private static final int OF_A_NEIGHBOUR = 40_000;
    private static final Duration QUIET = Duration.ofHours(2);
    private static final int RARE = 100;

    @Autowired World world;
    @Autowired Accounts accounts;
    @Autowired JdbcTemplate jdbc;
    @Autowired Queries queries;
    @Autowired DataSource database;
    @Autowired Clock clock;

    @LocalServerPort int port;

    @Test
    void measures() throws Exception {
        world.empty();
        boolean postgresql = TestInstallation.isPostgresql();
        var now = clock.instant();
        var few = house("Few", FEW, now.minus(QUIET));
        var many = house("Many", MANY, now.minus(QUIET).plusSeconds(60));
        for (int number = 0; number < NEIGHBOURS; number++) {
            var neighbour =
                    house(
                            "Neighbour " + number,
                            RARE,
                            now.minus(QUIET).plusSeconds(120 + 60L * number));
            new Seeding(jdbc)
                    .sent(
                            neighbour.server,
                            world.streams(neighbour.server).getFirst(),
                            OF_A_NEIGHBOUR,
                            QUIET.dividedBy(2),
                            now.minusSeconds(number));
        }
        jdbc.execute(postgresql ? "vacuum analyze" : "analyze");

        var rows = new ArrayList<List<String>>();
        var plans = new StringBuilder();
        var statements = new Statements(queries, database);
        var growth = new Growth(queries);
        for (var wanted : wanted(now)) {
            try (var little = few.visit(wanted).visitor().enter(0);
                    var much = many.visit(wanted).visitor().enter(0)) {
                plans.append("\n### %s\n\n".formatted(wanted.name))
                        .append(
                                statements.plans(
                                        much,
                                        postgresql
                                                ? "explain (analyze, buffers) "
                                                : "explain analyze "));
                var row = growth.measure(wanted.name, little, much);
                assertThat(row.getLast()).as(wanted.name).isEqualTo(row.get(row.size() - 2));
                rows.add(row);
            }
        }
        var name = postgresql ? "PostgreSQL" : "H2";
        var file = name.toLowerCase(Locale.ROOT) + ".md";
        var table =
                "## On %s: few are %,d, many are %,d\n\n%s"
                        .formatted(name, FEW, MANY, Report.table(Growth.HEAD, rows));
        Report.write(
                "messages",
                "# Mail: a server with many messages beside one with few\n",
                file,
                table);
        Report.write(
                "plans",
                "# How the questions about a million are answered\n",
                file,
                "## On " + name + "\n" + plans);
        System.out.println("\n" + table);
    }

    /**
     * An account with a server that sent so many in a month, a few of them, long ago, by its second
     * stream.
     */
    private House house(String name, int messages, Instant end) {
        var account = accounts.save(new Account(name, "enterprise", clock.instant()));
        var email = name.replace(" ", "").toLowerCase(Locale.ROOT) + "@bench.example";
        var person = world.person(account, name, email, Role.OWNER);
        var server = world.server(account, name, Color.BLUE, Mode.LIVE);
        var streams = world.streams(server);
        var month = Duration.ofDays(28);
        var seeding = new Seeding(jdbc);
        seeding.sent(
                server,
                streams.get(1),
                RARE,
                Duration.ofDays(2),
                end.minus(month).minus(Duration.ofDays(1)));
        if (messages > RARE) {
            seeding.sent(
                    server, streams.getFirst(), messages - 2 * RARE, month, end.minusMillis(10));
            seeding.waiting(server, streams.getFirst(), end);
        }
        return new House(person, server, messages);
    }

    private static List<Wanted> wanted(Instant now) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var log = "/email/servers/{server}/activity";
        var api = "/v1/messages?serverId={server}&";
        return List.of(
                new Wanted("servers list", "/email/servers"),
                new Wanted("overview, 24 hours", "/email/servers/{server}"),
                new Wanted("overview, 7 days", "/email/servers/{server}?period=7d"),
                new Wanted("overview, 30 days", "/email/servers/{server}?period=30d"),
                new Wanted("activity", log),
                new Wanted("activity, second page", log + "?before={second}"),
                new Wanted("activity, in the middle", log + "?before={middle}"),
                new Wanted("activity, back from the middle", log + "?after={middle}"),
                new Wanted("activity, delivered", log + "?state=delivered"),
                new Wanted("activity, bounced", log + "?state=bounced"),
                new Wanted(
                        "activity, bounced, in the middle", log + "?state=bounced&before={middle}"),
                new Wanted("activity, deferred: none", log + "?state=deferred"),
                new Wanted("activity, stream", log + "?stream=transactional"),
                new Wanted("activity, quiet stream", log + "?stream=broadcast"),
                new Wanted(
                        "activity, bounced of a quiet stream",
                        log + "?state=bounced&stream=broadcast"),
                new Wanted("activity, tag", log + "?tag=receipt"),
                new Wanted("activity, tag of none", log + "?tag=none"),
                new Wanted("activity, address", log + "?q=reader77@mail.example"),
                new Wanted("activity, part of an address", log + "?q=reader77@"),
                new Wanted("activity, subject", log + "?q=receipt"),
                new Wanted("activity, subject of none", log + "?q=invoice"),
                new Wanted(
                        "activity, 7 days",
                        log + "?from=%s&to=%s".formatted(today.minusDays(6), today)),
                new Wanted(
                        "activity, a day long ago",
                        log + "?from=%1$s&to=%1$s".formatted(today.minusDays(20))),
                new Wanted(
                        "activity, everything at once",
                        log
                                + "?q=order&state=delivered&stream=transactional&tag=receipt&from="
                                + today.minusDays(20)),
                new Wanted("message", log + "/{middle}"),
                new Wanted("GET /v1/messages", api),
                new Wanted("the same, page 500", api + "page=500&limit=20"),
                new Wanted("the same, cursor in the middle", api + "cursor={middle}"),
                new Wanted("the same, status=delivered", api + "status=delivered"),
                new Wanted("the same, status=bounced", api + "status=bounced"),
                new Wanted("the same, streamId", api + "streamId={stream}"),
                new Wanted("the same, to", api + "to=reader77@mail.example"),
                new Wanted("the same, from", api + "from=hello@acme.example"),
                new Wanted("the same, from of none", api + "from=nobody@acme.example"),
                new Wanted("the same, subject", api + "subject=receipt"),
                new Wanted("the same, subject of none", api + "subject=invoice"),
                new Wanted("the same, tag", api + "tag=receipt"),
                new Wanted("the same, tag of none", api + "tag=none"),
                new Wanted(
                        "the same, since",
                        api + "since=%sT00:00:00Z".formatted(today.minusDays(6))),
                new Wanted(
                        "the same, until",
                        api + "until=%sT00:00:00Z".formatted(today.minusDays(20))),
                new Wanted("GET /v1/messages/{id}", "/v1/messages/{middle}"),
                new Wanted("GET /v1/stats", "/v1/stats?serverId={server}"),
                new Wanted(
                        "the same, by the hour",
                        "/v1/stats?serverId={server}&interval=hour&from=" + today.minusDays(30)),
                new Wanted(
                        "the same, of a stream", "/v1/stats?serverId={server}&streamId={stream}"));
    }

    /** A request, with words in braces for what is each house's own. */
    private record Wanted(String name, String path) {}

    /** Somebody with a server, and how much that sent. */
    private class House {

        private final Person person;
        private final Server server;
        private final int messages;

        House(Person person, Server server, int messages) {
            this.person = person;
            this.server = server;
            this.messages = messages;
        }

        Scenario visit(Wanted wanted) {
            var path =
                    wanted.path
                            .replace("{server}", server.cuid().value())
                            .replace("{stream}", world.streams(server).getLast().cuid().value())
                            .replace("{second}", message(50))
                            .replace("{middle}", message(messages / 2));
            var visits = new Visits(port);
            return path.startsWith("/v1/")
                    ? visits.api(wanted.name, world.bearer(person), path)
                    : visits.page(wanted.name, person, path);
        }

        private String message(int place) {
            var id =
                    jdbc.queryForObject(
                            "select id from message where server_id = ? order by server_id, id desc nulls last offset %d rows fetch first 1 row only"
                                    .formatted(place),
                            UUID.class,
                            server.id());
            return new MessageId(Objects.requireNonNull(id)).toString();
        }
    }
}
