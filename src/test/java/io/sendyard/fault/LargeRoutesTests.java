package io.sendyard.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Visitor;
import io.sendyard.system.Launch;
import io.sendyard.system.Place;
import io.sendyard.system.RunningSendyard;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route that reads or writes something large, fifty at a time for as many seconds as {@code
 * sendyard.test.large} says, in the memory that operators are told to give; meanwhile others send.
 */
@Tag("campaign")
class LargeRoutesTests {

    private static final int AT_ONCE = 50;
    private static final int ENOUGH = 60;
    private static final long LONGEST_MILLIS = 5_000;
    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("sendyard.test.large", 60));

    private static final Set<Integer> EXPECTED =
            Set.of(200, 201, 302, 303, 409, 413, 422, 429, 503);

    @TempDir Path folder;

    private final Ledger ledger = new Ledger();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

    @Test
    void othersGoOnSending() throws Exception {
        try (var inbox = new Inbox(ledger);
                var place = Place.prepared(folder)) {
            var key = place.token();
            try (var node = Node.start("one.example", place, Launch.IN_EARNEST, inbox)) {
                var running = node.running();
                var requests = requests(running, key);
                try (var customers = Customers.begin(ledger, running, node.submissionPort(), key)) {
                    running.waitUntil(() -> customers.count() > ENOUGH);
                    long calm = customers.percentile(99);
                    customers.anew();
                    ask(running, requests);
                    running.waitUntil(() -> customers.count() > ENOUGH);
                    Chance.report(
                            "Large requests, %d at once".formatted(AT_ONCE),
                            ledger,
                            0,
                            "p99 %d ms before, p50 %d ms, p99 %d ms, the slowest %d ms, answers %s, then %s"
                                    .formatted(
                                            calm,
                                            customers.percentile(50),
                                            customers.percentile(99),
                                            customers.percentile(100),
                                            new TreeMap<>(answers),
                                            Vitals.of(running)));
                    assertThat(running.log()).doesNotContain("OutOfMemory");
                    assertThat(customers.percentile(100)).isLessThan(LONGEST_MILLIS);
                }
                running.waitUntil(() -> ledger.lost().isEmpty());
            }
            assertThat(answers.keySet()).allMatch(LargeRoutesTests::isExpected);
        }
    }

    private void ask(RunningSendyard running, List<Request> requests) {
        var end = Instant.now().plus(TIME);
        var next = new AtomicInteger();
        try (var programs = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < AT_ONCE; i++) {
                programs.execute(() -> {
                    while (Instant.now().isBefore(end)) {
                        var request = requests.get(next.getAndIncrement() % requests.size());
                        answers.computeIfAbsent(
                                        request.name() + " " + status(running, request),
                                        _ -> new LongAdder())
                                .increment();
                    }
                });
            }
        }
    }

    private static int status(RunningSendyard running, Request request) {
        try {
            return request.browser()
                    .elsewhere(running.port())
                    .send(request.method(), request.path(), request.body(), request.headers())
                    .statusCode();
        } catch (UncheckedIOException refused) {
            // Answered before the body was read, and closed.
            return 413;
        }
    }

    private static boolean isExpected(String answer) {
        return EXPECTED.contains(Integer.valueOf(answer.substring(answer.lastIndexOf(' ') + 1)));
    }

    private static List<Request> requests(RunningSendyard running, String key) {
        var browser = running.visitor();
        browser.signIn(RunningSendyard.OWNER);
        var program = running.visitor();
        var server = browser.get("/email/servers").body();
        var all = new ArrayList<Request>();
        var path = "/email/servers/" + idIn(server, "/email/servers/(c[a-z0-9]{20,})");
        for (var html :
                List.of(
                        "<b>".repeat(600_000),
                        "<font color=red><p>".repeat(100_000),
                        "<table><tr><td>".repeat(100_000),
                        "<p>Hello</p>".repeat(10_000),
                        repeated(7_900),
                        repeated(15_300))) {
            var message = path + "/activity/" + sent(browser, key, html);
            for (var view :
                    List.of(
                            "",
                            "?view=text",
                            "?view=raw",
                            "?view=headers",
                            "?view=attachments",
                            "/preview",
                            "/preview?pictures=load",
                            "/raw",
                            "/attachment?number=1")) {
                all.add(get(browser, message + view));
            }
        }
        all.add(get(browser, path + "/activity/export"));
        all.add(get(browser, path + "/suppressions/export"));
        all.add(upload(path, browser));
        var api = "Bearer " + key;
        var streams = browser.get(path + "/streams").body();
        var list = "/v1/suppressions/%s/csv".formatted(idIn(streams, "/streams/(c[a-z0-9]{20,})"));
        all.add(get(program, list, "Authorization", api));
        all.add(
                new Request(
                        program,
                        "POST",
                        list,
                        "ann@example.com\n".repeat(600_000).getBytes(StandardCharsets.UTF_8),
                        "Authorization",
                        api,
                        "Content-Type",
                        "text/csv"));
        var large = message("x".repeat(9_000_000), "ann@sandbox.example");
        all.add(json(program, "/v1/send", large, api));
        all.add(
                json(
                        program,
                        "/v1/send/batch",
                        "{\"messages\":[%s]}".formatted(String.join(",", List.of(large, large))),
                        api));
        return all;
    }

    /** A parser repeats what is left open in each paragraph. */
    private static String repeated(int paragraphs) {
        var open =
                List.of("b", "i", "u", "s", "tt", "em", "big", "code", "font", "small").stream()
                        .map(tag -> "<%s style='color:red;%s'>".formatted(tag, "a".repeat(60)))
                        .collect(Collectors.joining());
        return "<p>" + open + "<p>x".repeat(paragraphs);
    }

    private static String sent(Visitor visitor, String key, String html) {
        var answer =
                visitor.call("POST", "/v1/send", message(html, "q@inbox.example"), "Bearer " + key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return idIn(answer.body(), "(msg_[0-9a-z]+)");
    }

    private static String message(String html, String to) {
        var file = Base64.getEncoder().encodeToString(new byte[2_000_000]);
        return """
        {"from": "ada@acme.example", "to": "%s", "subject": "Large", "html": "%s",
        "attachments": [{"name": "a.bin", "contentType": "application/octet-stream", "content": "%s"}]}\
        """
                .formatted(to, html, html.length() > 5_000_000 ? "" : file);
    }

    private static Request upload(String path, Visitor browser) {
        var csv = "ann%d@example.com\n".repeat(500_000);
        var body =
                """
                --x\r
                Content-Disposition: form-data; name="_csrf"\r
                \r
                %s\r
                --x\r
                Content-Disposition: form-data; name="file"; filename="a.csv"\r
                Content-Type: text/csv\r
                \r
                %s\r
                --x--\r
                """
                        .formatted(browser.csrf(), csv);
        return new Request(
                browser,
                "POST",
                path + "/suppressions/imports",
                body.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "multipart/form-data; boundary=x");
    }

    private static Request get(Visitor browser, String path, String... headers) {
        return new Request(browser, "GET", path, new byte[0], headers);
    }

    private static Request json(Visitor browser, String path, String body, String bearer) {
        return new Request(
                browser,
                "POST",
                path,
                body.getBytes(StandardCharsets.UTF_8),
                "Authorization",
                bearer,
                "Content-Type",
                "application/json");
    }

    private static String idIn(String text, String pattern) {
        var match = java.util.regex.Pattern.compile(pattern).matcher(text);
        assertThat(match.find()).as(text).isTrue();
        return match.group(1);
    }

    /** One request, its headers as name, value, name, value. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Request(
            Visitor browser, String method, String path, byte[] body, String... headers) {

        String name() {
            return method
                    + " "
                    + path.replaceAll("c[a-z0-9]{20,}", "{server}")
                            .replaceAll("msg_[0-9a-z]+", "{message}");
        }
    }
}
