package io.sendyard.bench;

import io.sendyard.Queries;
import io.sendyard.TestInstallation;
import io.sendyard.TestOutside;
import io.sendyard.World;
import io.sendyard.account.Account;
import io.sendyard.account.Accounts;
import io.sendyard.account.Person;
import io.sendyard.account.Role;
import io.sendyard.analytics.Seeding;
import io.sendyard.server.Color;
import io.sendyard.server.Mode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

/** The servers' pages and API calls, beside the yardsticks of the same application. */
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
@Import({World.class, TestOutside.class, Queries.class, Yardsticks.class})
class ServersBenchTests {

    private static final int SERVERS = 10_000;
    private static final int MESSAGES = 1_000;

    @Autowired World world;

    @Autowired Accounts accounts;

    @Autowired JdbcTemplate jdbc;

    @Autowired Queries queries;

    @Autowired Clock clock;

    @LocalServerPort int port;

    @Test
    void measures() throws Exception {
        world.empty();
        var nobody = owner("Empty", "empty@bench.example");
        var many = owner("Many", "many@bench.example");
        var model = world.server(many.account(), "Model", Color.BLUE, Mode.LIVE);
        ManyServers.copy(jdbc, model, SERVERS);
        new Seeding(jdbc)
                .sent(
                        model,
                        world.streams(model).getFirst(),
                        MESSAGES,
                        Duration.ofDays(1),
                        clock.instant());
        var makers = owner("Makers", "makers@bench.example");
        var visits = new Visits(port);

        var bench =
                new Bench(
                        List.of(
                                visits.anybody("trivial handler", "/bench/trivial"),
                                visits.anybody("bare page of 50 rows", "/bench/page"),
                                visits.page("servers list, empty", nobody, "/email/servers"),
                                visits.page("servers list, 50 of 10,000", many, "/email/servers"),
                                visits.page(
                                        "the same, newest first, by part of the name",
                                        many,
                                        "/email/servers?sort=newest&name=server+0"),
                                visits.page(
                                        "overview of a server",
                                        many,
                                        "/email/servers/" + model.cuid()),
                                visits.page(
                                        "activity of a server, 50 of 1,000",
                                        many,
                                        "/email/servers/%s/activity".formatted(model.cuid())),
                                visits.settings("settings save", makers, world),
                                visits.api(
                                        "GET /v1/servers/{id}, JWT",
                                        world.bearer(many),
                                        "/v1/servers/" + model.cuid()),
                                visits.api(
                                        "GET /v1/servers/{id}, server token",
                                        world.bearer(model),
                                        "/v1/servers/" + model.cuid()),
                                visits.creation("POST /v1/servers", world.bearer(makers))),
                        queries);
        var database = TestInstallation.isPostgresql() ? "PostgreSQL" : "H2";
        Report.write(
                database.toLowerCase(Locale.ROOT) + ".md",
                "## On %s\n\n%s".formatted(database, bench.run()));
    }

    private Person owner(String account, String email) {
        var opened = accounts.save(new Account(account, "enterprise", clock.instant()));
        return world.person(opened, account, email, Role.OWNER);
    }
}
