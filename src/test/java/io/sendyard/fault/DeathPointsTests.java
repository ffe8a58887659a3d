package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Tables;
import io.sendyard.TestInstallation;
import io.sendyard.system.Launch;
import io.sendyard.system.LiveServer;
import io.sendyard.system.Place;
import io.sendyard.system.ProcessTest;
import io.sendyard.system.RunningSendyard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is left when the process dies at a certain point, of which each has one possible outcome.
 * The point behind a webhook's post is still to come, with webhooks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ProcessTest
@Tag("campaign")
class DeathPointsTests {

    private static final String FROM = "ada@acme.example";
    private static final int MOST_SERVERS = 10;

    private final Ledger ledger = new Ledger();
    private Path folder;
    private Inbox inbox;
    private Place place;
    private Node node;
    private @Nullable String key;
    private int deaths;

    @BeforeAll
    void begin(@TempDir Path temporary) throws Exception {
        folder = temporary;
        inbox = new Inbox(ledger);
        place = Place.in(folder.resolve("data"));
        node = start();
    }

    @AfterAll
    void end() throws Exception {
        node.close();
        int servers = count("select count(*) from server where deleted_at is null");
        inbox.close();
        place.close();
        assertThat(servers).isLessThanOrEqualTo(MOST_SERVERS);
        Chance.report("Deaths at points", ledger, deaths, "");
    }

    @ParameterizedTest
    @EnumSource
    void eachPointHasItsOnlyOutcome(DeathPoint point) throws Exception {
        switch (point) {
            case WITHIN_THE_PLAN_COUNT -> counted(point);
            case BEFORE_THE_INSERT, BEFORE_THE_COMMIT -> sent(point, 0, 0);
            case BEFORE_THE_ANSWER, AFTER_THE_CLAIM, BEFORE_THE_FINAL_DOT -> sent(point, 1, 1);
            // The host took it and could not say so, or could and we could not write it down.
            case AFTER_THE_FINAL_DOT, AFTER_THE_HOSTS_YES -> sent(point, 1, 2);
            case BETWEEN_RECIPIENTS -> sentToTwo(point);
            case WITHIN_A_BATCH_OF_THE_PURGE, BETWEEN_BATCHES_OF_THE_PURGE -> purged(point);
            case AS_THE_KEYS_ANSWER_IS_WRITTEN -> repeated(point, 0);
            case BEFORE_THE_KEYS_ANSWER_LEAVES -> repeated(point, 1);
        }
        assertThat(ledger.lost()).isEmpty();
        assertThat(ledger.unexpected()).isEmpty();
        assertThat(ledger.renamed()).isEmpty();
    }

    private void sent(DeathPoint point, int stored, int arrivals) throws Exception {
        live();
        var recipient = recipient(point, "only");
        die(point, () -> send(recipient, ""));
        assertThat(stored(recipient)).isEqualTo(stored);
        node = start();
        await(arrivals, recipient);
        // Whatever it was, it is over.
        var next = recipient(point, "next");
        assertThat(send(next, "").statusCode()).isEqualTo(201);
        await(1, next);
    }

    private void sentToTwo(DeathPoint point) throws Exception {
        live();
        var one = recipient(point, "one");
        var two = recipient(point, "two");
        die(point, () -> send(one + ", " + two, ""));
        assertThat(
                        count(
                                "select count(*) from recipient where status = 'delivered' and"
                                        + " address in (?, ?)",
                                one,
                                two))
                .isOne();
        node = start();
        await(1, one);
        await(1, two);
    }

    private void repeated(DeathPoint point, int stored) throws Exception {
        live();
        var recipient = recipient(point, "only");
        var requestKey = "key of " + point;
        die(point, () -> send(recipient, requestKey));
        assertThat(stored(recipient)).isEqualTo(stored);
        node = start();

        // Until the claim of who died runs out, the first request may still run.
        node.running().waitUntil(() -> send(recipient, requestKey).statusCode() == 201);
        var again = send(recipient, requestKey);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        await(1, recipient);
    }

    private void counted(DeathPoint point) throws Exception {
        die(point, () -> create("Counted"));
        assertThat(count("select count(*) from server where name = 'Counted'")).isZero();
        node = start();
        var answer = create("Counted");
        assertThat(answer.statusCode()).isEqualTo(201);
        for (int more = 0; answer.statusCode() == 201; more++) {
            answer = create("More %d".formatted(more));
        }
        assertThat(answer.body()).contains("plan_limit");
    }

    private void purged(DeathPoint point) throws Exception {
        live();
        var doomed = create(point.name()).body();
        for (int message = 0; message < 5; message++) {
            send(recipient(point, "m" + message), "", field(doomed, "token"));
        }
        die(point, () -> delete(field(doomed, "id")));
        long server = id(point.name());
        long live = id("Live");
        assertThat(rows(server)).isNotEmpty();
        var others = rows(live);

        node = start();
        node.running().waitUntil(() -> !servers().contains("Deleting “"));
        assertThat(node.running().end()).isZero();

        assertThat(rows(server)).isEmpty();
        assertThat(rows(live)).isEqualTo(others);
        node = start();
    }

    /** Makes a server that may send, once. */
    private void live() throws IOException {
        if (key == null) {
            key = LiveServer.create(node.running(), "Live", "acme.example");
            if (!TestInstallation.isPostgresql()) {
                node.running().kill();
            }
            LiveServer.verify(place);
            if (!node.running().isAlive()) {
                node = start();
            }
        }
    }

    /** Does something in the course of which the process dies, whatever it answers before. */
    private void die(DeathPoint point, Runnable act) throws IOException {
        var armed = Files.createFile(point.armed(folder));
        try {
            act.run();
        } catch (UncheckedIOException dead) {
            // No answer, no promise.
        }
        node.running().awaitDeath();
        deaths++;
        Files.delete(armed);
    }

    private void await(int arrivals, String recipient) {
        node.running().waitUntil(() -> ledger.arrivals(recipient) >= arrivals);
        assertThat(ledger.arrivals(recipient)).isEqualTo(arrivals);
    }

    private String recipient(DeathPoint point, String which) {
        var recipient =
                "%s.%s@inbox.example".formatted(which, point.name().toLowerCase(Locale.ROOT));
        ledger.attempt(recipient);
        return recipient;
    }

    private HttpResponse<String> send(String recipients, String requestKey) {
        return send(recipients, requestKey, Objects.requireNonNull(key));
    }

    private HttpResponse<String> send(String recipients, String requestKey, String token) {
        var headers =
                new ArrayList<>(
                        List.of(
                                "Authorization",
                                "Bearer " + token,
                                "Content-Type",
                                "application/json"));
        if (!requestKey.isEmpty()) {
            headers.addAll(List.of("Idempotency-Key", requestKey));
        }
        var answer =
                node.running()
                        .visitor()
                        .send(
                                "POST",
                                "/v1/send",
                                """
                                {"from": "%s", "to": "%s", "subject": "Last", "text": "words"}\
                                """
                                        .formatted(FROM, recipients),
                                headers.toArray(String[]::new));
        if (answer.statusCode() == 201 && token.equals(key)) {
            Stream.of(recipients.split(", ", -1)).forEach(ledger::acknowledge);
        }
        return answer;
    }

    private HttpResponse<String> create(String name) {
        return node.running()
                .visitor()
                .call(
                        "POST",
                        "/v1/servers",
                        "{\"name\": \"%s\", \"mode\": \"sandbox\"}".formatted(name),
                        node.running().bearer());
    }

    private void delete(String id) {
        var running = node.running();
        running.visitor().call("DELETE", "/v1/servers/" + id, "", running.bearer());
    }

    private String servers() {
        var browser = node.running().visitor();
        browser.signIn(RunningSendyard.OWNER);
        return browser.get("/email/servers").body();
    }

    private static String field(String json, String name) {
        var match = Pattern.compile("\"%s\":\"([^\"]+)\"".formatted(name)).matcher(json);
        assertThat(match.find()).as(json).isTrue();
        return match.group(1);
    }

    private Node start() throws IOException {
        return Node.start(
                "one.example",
                place,
                Launch.PLAIN.with(Byteman.option(folder, DeathPoint.rules(folder))),
                inbox,
                "sendyard.delivery.relay.connections=1",
                "sendyard.delivery.lease=3s",
                "sendyard.default-plan=growth");
    }

    private int stored(String recipient) {
        return count("select count(*) from recipient where address = ?", recipient);
    }

    private Map<String, Long> rows(long server) {
        return new Tables(JdbcClient.create(place.database())).rowsOfServer(server);
    }

    private long id(String server) {
        return count("select id from server where name = ?", server);
    }

    private int count(String sql, Object... values) {
        var count = place.database().queryForObject(sql, Integer.class, values);
        return count == null ? 0 : count;
    }
}
