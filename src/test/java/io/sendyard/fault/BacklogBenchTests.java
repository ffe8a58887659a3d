package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.TestInstallation;
import io.sendyard.Visitor;
import io.sendyard.bench.Report;
import io.sendyard.bench.Running;
import io.sendyard.delivery.Backlog;
import io.sendyard.sender.dns.NameServer;
import io.sendyard.system.LiveServer;
import io.sendyard.system.Place;
import io.sendyard.system.RunningSendyard;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The packaged jar with a million messages in its queue, to a thousand destinations of which one is
 * dead: how soon it is there after a death, and what the servers notice that have few of them.
 */
@Tag("bench")
class BacklogBenchTests {

    private static final int A_THOUSAND = 1_000;
    private static final int MESSAGES = Integer.getInteger("sendyard.bench.messages", 1_000_000);
    private static final int LITTLE = 150;
    private static final List<String> SMALL = List.of("small1", "small2", "small3", "small4");
    private static final int OF_A_SMALL_ONE = 2;
    private static final int ENOUGH = 1_500;
    private static final int LETTERS = 80;
    private static final Duration BETWEEN = Duration.ofMillis(150);
    private static final Duration A_WHILE = Duration.ofSeconds(1);
    private static final double SECONDS_TO_START = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();
    private final List<List<String>> rows = new ArrayList<>();
    private int waiting;
    private String key = "";

    @Test
    void leavesTheOthersTheirShare() throws Exception {
        try (var inbox = new Inbox(ledger);
                var dead = silent(inbox.port());
                var names = new NameServer();
                var place = Place.durable(folder.resolve("data"))) {
            names.addressOfAll("127.0.0.1");
            names.address("d0.example", dead.getInetAddress().getHostAddress());
            try (var running = RunningSendyard.start(place)) {
                LiveServer.create(running, "Big", "acme.example");
                SMALL.forEach(name -> LiveServer.create(running, name, name + ".example"));
                key = LiveServer.create(running, "Fresh", "fresh.example");
            }
            LiveServer.verify(place);

            double usual;
            try (var running = start(place, inbox, names)) {
                mail(running, "nothing");
                inbox.think(A_WHILE);
                usual = mail(running, "nothing; slow hosts");
            }
            inbox.think(Duration.ZERO);
            seed(place, "Big", LITTLE);
            double little;
            try (var running = start(place, inbox, names)) {
                little = mail(running, "%,d".formatted(LITTLE * A_THOUSAND));
                running.kill();
            }
            int first = waiting;
            for (var name : SMALL) {
                seed(place, name, OF_A_SMALL_ONE);
            }
            seed(place, "Big", MESSAGES / A_THOUSAND - waiting);
            place.database()
                    .execute(TestInstallation.isPostgresql() ? "vacuum analyze" : "analyze");
            int before = ledger.delivered();
            try (var running = start(place, inbox, names)) {
                var shares = shares(first, before);
                double much = mail(running, "%,d".formatted(MESSAGES));
                inbox.think(A_WHILE);
                double slow = mail(running, "%,d; slow hosts".formatted(MESSAGES));
                report(shares);
                running.kill();

                assertThat(running.seconds()).isLessThan(SECONDS_TO_START);
                assertThat(shares).allMatch(share -> share > ENOUGH / 2);
                assertThat(much).isLessThan(2 * little);
                assertThat(slow).isLessThan(2 * usual);
            }
            assertThat(ledger.lost()).isEmpty();
            assertThat(reached(0)).isFalse();
            assertThat(IntStream.range(1, A_THOUSAND).filter(this::reached).count())
                    .isEqualTo(A_THOUSAND - 1);
        }
    }

    /** Where connections are made, and nothing is ever said. */
    private static ServerSocket silent(int port) throws Exception {
        return new ServerSocket(port, 50, InetAddress.ofLiteral("127.0.0.3"));
    }

    private Running start(Place place, Inbox inbox, NameServer names) throws Exception {
        var settings = new ArrayList<>(place.settings());
        settings.addAll(
                List.of(
                        "sendyard.owner.email=" + RunningSendyard.OWNER,
                        "sendyard.default-plan=enterprise",
                        "sendyard.api.requests-per-minute=1000000",
                        "sendyard.delivery.hostname=one.example",
                        "sendyard.delivery.transport=direct",
                        "sendyard.delivery.direct.port=" + inbox.port(),
                        "sendyard.delivery.direct.anywhere=true",
                        "sendyard.delivery.direct.tls=none",
                        "sendyard.dns.servers=" + names.address()));
        return Running.start(
                List.of("-Xmx512m"),
                Path.of(System.getProperty("sendyard.test.jar")),
                settings.stream().map("--"::concat).toList(),
                "/sign-in");
    }

    /**
     * What each server had of what went out when the first of them had enough: the small ones', and
     * the big one's.
     */
    private List<Integer> shares(int first, int before) throws InterruptedException {
        var end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            var shares = new ArrayList<Integer>();
            int big = ledger.delivered() - before;
            for (int server = 0; server < SMALL.size(); server++) {
                int from = (first + server * OF_A_SMALL_ONE) * A_THOUSAND;
                shares.add(arrived(IntStream.range(from, from + OF_A_SMALL_ONE * A_THOUSAND)));
                big -= shares.getLast();
            }
            shares.add(big);
            if (shares.stream().anyMatch(share -> share >= ENOUGH)) {
                return shares;
            }
            Thread.sleep(BETWEEN);
        }
        throw new AssertionError("No server had enough of its mail brought");
    }

    private int arrived(IntStream numbers) {
        return (int) numbers.mapToObj(Backlog::address).filter(a -> ledger.arrivals(a) > 0).count();
    }

    private boolean reached(int destination) {
        return IntStream.iterate(destination, n -> n < waiting * A_THOUSAND, n -> n + A_THOUSAND)
                .mapToObj(Backlog::address)
                .anyMatch(address -> ledger.arrivals(address) > 0);
    }

    /** Mails as the server that has nothing waiting; gives the median in milliseconds. */
    private double mail(Running running, String beside) throws Exception {
        var visitor = Visitor.at(running.port());
        for (int i = 0; i < LETTERS; i++) {
            mail(visitor, "warm%d.%d@fresh.example".formatted(i, rows.size()));
        }
        int before = ledger.delivered();
        long begun = System.nanoTime();
        var taken = new double[LETTERS];
        var arrived = new double[LETTERS];
        for (int i = 0; i < LETTERS; i++) {
            var times = mail(visitor, "letter%d.%d@fresh.example".formatted(i, rows.size()));
            taken[i] = times.taken;
            arrived[i] = times.arrived;
            Thread.sleep(BETWEEN);
        }
        double took = (System.nanoTime() - begun) / 1e9;
        Arrays.sort(taken);
        Arrays.sort(arrived);
        rows.add(
                List.of(
                        beside,
                        figure(running.seconds()),
                        figure(taken[LETTERS / 2]),
                        figure(arrived[LETTERS / 2]),
                        figure(arrived[LETTERS * 95 / 100]),
                        figure((ledger.delivered() - before) / took)));
        return arrived[LETTERS / 2];
    }

    private Times mail(Visitor visitor, String recipient) throws InterruptedException {
        ledger.attempt(recipient);
        long begun = System.nanoTime();
        var answer =
                visitor.call(
                        "POST",
                        "/v1/send",
                        """
                        {"from": "ada@fresh.example", "to": "%s", "subject": "Fresh", "text": "Hello"}\
                        """
                                .formatted(recipient),
                        "Bearer " + key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        double taken = (System.nanoTime() - begun) / 1e6;
        ledger.acknowledge(recipient);
        while (ledger.arrivals(recipient) == 0) {
            assertThat(System.nanoTime() - begun).isLessThan(PATIENCE.toNanos());
            Thread.sleep(1);
        }
        return new Times(taken, (System.nanoTime() - begun) / 1e6);
    }

    private void seed(Place place, String server, int thousands) throws Exception {
        try (var connection =
                Objects.requireNonNull(place.database().getDataSource()).getConnection()) {
            var jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            var id =
                    jdbc.queryForObject("select id from server where name = ?", Long.class, server);
            var since = Instant.now().minus(Duration.ofHours(1));
            new Backlog(jdbc).queue(Objects.requireNonNull(id), thousands, waiting, since);
            waiting += thousands;
        }
    }

    private void report(List<Integer> shares) throws Exception {
        var database = TestInstallation.isPostgresql() ? "postgresql" : "h2";
        var table =
                Report.table(
                        List.of(
                                "waiting",
                                "first page after s",
                                "another's mail: taken after ms, p50",
                                "arrived, p50",
                                "arrived, p95",
                                "sent/s in all"),
                        rows);
        var text =
                """
                ## %s

                %s
                Of the first that went out the small servers had %s, and the big one %d.
                """
                        .formatted(
                                database, table, shares.subList(0, SMALL.size()), shares.getLast());
        Report.write(
                "backlog",
                "# Backlog: 1,000 destinations, one of them dead\n",
                database + ".md",
                text);
        System.out.println(text);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** In milliseconds from the call on. */
    private record Times(double taken, double arrived) {}
}
