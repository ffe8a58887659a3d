package io.sendyard.suppression.web;

import static io.sendyard.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.Queries;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.account.Role;
import io.sendyard.apikey.KeyType;
import io.sendyard.core.Cuid;
import io.sendyard.server.Stream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@SendyardTest
class SuppressionApiTests {

    private static final Pattern NEXT = Pattern.compile("<http://[^/]+(.*)>; rel=\"next\"");

    @Autowired World world;
    @Autowired ApiCalls api;
    @Autowired Queries queries;

    @Test
    void addsAnAddressByHandForTheStreamThatIsNamed() {
        var answer =
                add(
                        1,
                        "{\"email\": \" Ann@Example.com \", \"note\": \" Asked us  \", \"reason\": \"MANUAL\"}");

        assertThat(answer).hasStatus(HttpStatus.CREATED);
        var entry = json(answer);
        assertThat(answer).hasHeader("Location", path(1) + "/" + text(entry, "id"));
        assertThat(entry.toString())
                .isEqualTo(
                        """
                        {"id":"%s","email":"Ann@example.com","reason":"MANUAL","streamId":"%s","origin":"api",\
                        "note":"Asked us","messageId":null,"createdAt":"%s"}\
                        """
                                .formatted(
                                        text(entry, "id"),
                                        stream(1).cuid(),
                                        text(entry, "createdAt")));
        assertThat(text(entry, "createdAt"))
                .matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z");
        assertThat(json(list(1, "")).toString()).isEqualTo("[" + entry + "]");
        assertThat(json(list(0, "")).isEmpty()).isTrue();
        assertThat(json(api.get(ada(), path(1) + "/" + text(entry, "id")))).isEqualTo(entry);
    }

    @ParameterizedTest
    @CsvSource({
        "BOUNCE, true",
        "COMPLAINT, true",
        "SPAM, true",
        "UNSUBSCRIBE, false",
        "MANUAL, false"
    })
    void bouncesAndComplaintsHoldForTheWholeServer(String reason, boolean everywhere) {
        var entry =
                json(add(1, "{\"email\": \"a@b.example\", \"reason\": \"%s\"}".formatted(reason)));

        assertThat(entry.get("streamId").isNull()).isEqualTo(everywhere);
        assertThat(json(list(0, "")).size()).isEqualTo(everywhere ? 1 : 0);
    }

    @Test
    void withoutAReasonItIsPutThereByHand() {
        assertThat(text(json(add(0, "{\"email\": \"a@b.example\"}")), "reason"))
                .isEqualTo("MANUAL");
        assertThat(text(json(add(0, "{\"email\": \"b@b.example\", \"reason\": null}")), "reason"))
                .isEqualTo("MANUAL");
    }

    @Test
    void anAddressIsOnTheListOnce() {
        var first = add(0, "{\"email\": \"Ann@example.com\", \"note\": \"first\"}");
        var again = add(0, "{\"email\": \"ANN@EXAMPLE.COM\", \"note\": \"second\"}");

        assertThat(again).hasStatusOk();
        assertThat(json(again)).isEqualTo(json(first));
        assertThat(add(1, "{\"email\": \"ann@example.com\"}")).hasStatus(HttpStatus.CREATED);
    }

    @Test
    void extraFieldsChangeNothing() {
        var entry =
                json(
                        add(
                                1,
                                """
                                {"email": "a@b.example", "id": "x", "streamId": null, "origin": "recipient",
                                 "messageId": "msg_1", "createdAt": "2001-01-01T00:00:00.000Z"}\
                                """));

        assertThat(text(entry, "streamId")).isEqualTo(stream(1).cuid().value());
        assertThat(text(entry, "origin")).isEqualTo("api");
        assertThat(entry.get("messageId").isNull()).isTrue();
        assertThat(text(entry, "createdAt")).doesNotStartWith("2001");
    }

    @Test
    void nobodyIsKeptFromAnInboundStream() {
        assertThat(add(2, "{\"email\": \"a@b.example\"}"))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @Test
    void filters() {
        add(0, "{\"email\": \"ann@example.com\", \"reason\": \"BOUNCE\"}");
        add(0, "{\"email\": \"Ann.Smith@example.org\"}");
        var last = json(add(0, "{\"email\": \"50%_off@example.com\"}"));

        assertThat(emails(list(0, "?email=ann"))).hasSize(2);
        assertThat(emails(list(0, "?email=ANN@EXAMPLE.COM"))).containsExactly("ann@example.com");
        assertThat(emails(list(0, "?email=" + encoded("50%_"))))
                .containsExactly("50%_off@example.com");
        assertThat(emails(list(0, "?email=" + encoded("%")))).hasSize(1);
        assertThat(emails(list(0, "?email=" + encoded("a\0b")))).isEmpty();
        assertThat(emails(list(0, "?reason=BOUNCE"))).containsExactly("ann@example.com");
        assertThat(emails(list(0, "?reason=SPAM"))).isEmpty();
        assertThat(emails(list(0, "?since=" + text(last, "createdAt")))).isNotEmpty();
        assertThat(emails(list(0, "?since=2999-01-01T00:00:00Z"))).isEmpty();
        for (var bad :
                List.of(
                        "reason=bounce",
                        "since=yesterday",
                        "since=%2B99999-01-01T00:00:00Z",
                        "limit=0",
                        "limit=501")) {
            assertThat(list(0, "?" + bad))
                    .as(bad)
                    .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                    .bodyJson()
                    .extractingPath("$.errors[0].field")
                    .isEqualTo(bad.split("=", -1)[0]);
        }
    }

    @Test
    void pagesThroughHundredsWithTheSameQuestions() {
        pagesThrough(510, 30);
    }

    @Test
    @Tag("campaign")
    void pagesThroughTenThousandWithTheSameQuestions() {
        pagesThrough(10_000, 500);
    }

    private void pagesThrough(int addresses, int aPage) {
        var csv =
                IntStream.range(0, addresses)
                        .mapToObj("p%d@example.com,bounce\n"::formatted)
                        .collect(Collectors.joining());
        world.imported(world.production(), "x.csv", csv.getBytes(StandardCharsets.UTF_8));
        var seen = new ArrayList<String>();
        var asked = new ArrayList<Integer>();
        var path =
                "%s?limit=%d&reason=BOUNCE&email=%s"
                        .formatted(path(0), aPage, encoded("@example.com"));

        while (!path.isEmpty()) {
            var here = path;
            var answer = new ArrayList<MvcTestResult>();
            asked.add(queries.of(() -> answer.add(api.get(ada(), here))).size());
            seen.addAll(emails(answer.getFirst()));
            var link = answer.getFirst().getResponse().getHeader("Link");
            var match = NEXT.matcher(link == null ? "" : link);
            path = match.matches() ? match.group(1) : "";
        }

        assertThat(seen)
                .hasSize(addresses)
                .doesNotHaveDuplicates()
                .startsWith("p%d@example.com".formatted(addresses - 1));
        assertThat(asked).hasSize(addresses / aPage);
        assertThat(asked.stream().distinct()).hasSize(1).allMatch(count -> count <= 6);
        assertThat(emails(list(0, ""))).hasSize(500);
    }

    @Test
    void removesByIdAndByAddress() {
        var own = json(add(0, "{\"email\": \"ann@example.com\"}"));
        add(0, "{\"email\": \"ann@example.com\", \"reason\": \"COMPLAINT\"}");
        var other = json(add(1, "{\"email\": \"ann@example.com\"}"));

        assertThat(api.delete(ada(), path(0) + "/" + text(other, "id")))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(text(json(api.get(ada(), path(0) + "/ANN@example.com")), "reason"))
                .isEqualTo("COMPLAINT");
        assertThat(api.delete(ada(), path(0) + "/ANN@example.com"))
                .hasStatus(HttpStatus.NO_CONTENT);
        assertThat(emails(list(0, ""))).isEmpty();
        assertThat(emails(list(1, ""))).containsExactly("ann@example.com");
        for (var gone : List.of(text(own, "id"), "ann@example.com", "nobody", "x@", "%40")) {
            assertThat(api.delete(ada(), path(0) + "/" + gone)).hasStatus(HttpStatus.NOT_FOUND);
        }
    }

    @Test
    void whoMayWhat() {
        var body = "{\"email\": \"a@b.example\"}";
        var full = "Bearer " + world.key(world.production(), KeyType.FULL_ACCESS).secret().reveal();
        var sends = "Bearer " + world.key(world.production(), KeyType.SEND_ONLY).secret().reveal();
        var viewer = world.bearer(world.person(world.acme(), "Vi", "vi@acme.example", Role.VIEWER));
        var staging = "/v1/suppressions/" + world.streams(world.staging()).getFirst().cuid();

        assertThat(api.post(full, path(0), body)).hasStatus(HttpStatus.CREATED);
        assertThat(api.get(full, path(0))).hasStatusOk();
        assertThat(api.get(full, staging)).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.post(full, staging, body)).hasStatus(HttpStatus.NOT_FOUND);
        for (var refused :
                List.of(
                        api.get(sends, path(0)),
                        api.post(sends, path(0), body),
                        api.delete(sends, path(0) + "/a@b.example"),
                        api.get(sends, path(0) + "/csv"),
                        api.post(viewer, path(0), body),
                        api.delete(viewer, path(0) + "/a@b.example"))) {
            assertThat(refused).hasStatus(HttpStatus.FORBIDDEN);
        }
        assertThat(api.get(viewer, path(0))).hasStatusOk();
        assertThat(api.get(world.bearer(world.carla()), path(0))).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.get(ada(), "/v1/suppressions/" + Cuid.fresh()))
                .hasStatus(HttpStatus.NOT_FOUND);
    }

    private MvcTestResult add(int stream, String body) {
        return api.post(ada(), path(stream), body);
    }

    private MvcTestResult list(int stream, String query) {
        return api.get(ada(), path(stream) + query);
    }

    private String path(int stream) {
        return "/v1/suppressions/" + stream(stream).cuid();
    }

    private Stream stream(int number) {
        return world.streams(world.production()).get(number);
    }

    private String ada() {
        return world.bearer(world.ada());
    }

    private static List<String> emails(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        return json(answer).valueStream().map(row -> text(row, "email")).toList();
    }

    private static String text(JsonNode object, String field) {
        return object.get(field).asString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
