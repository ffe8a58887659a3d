package io.sendyard.server.web;

import static io.sendyard.ApiCalls.json;
import static io.sendyard.ApiCalls.text;
import static io.sendyard.ApiCalls.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.core.Cuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

@SendyardTest
class StreamApiTests {

    @Autowired World world;

    @Autowired ApiCalls api;

    @Test
    void createsAStream() {
        var answer =
                api.post(
                        ada(),
                        "/v1/streams",
                        """
                        {"serverId": "%s", "name": "Alerts", "type": "transactional", "description": null}\
                        """
                                .formatted(world.production().cuid()));

        assertThat(answer).hasStatus(HttpStatus.CREATED);
        var stream = json(answer);
        assertThat(answer).hasHeader("Location", "/v1/streams/" + text(stream, "id"));
        assertThat(stream.toString())
                .isEqualTo(
                        """
                        {"id":"%s","serverId":"%s","name":"Alerts","slug":"alerts","type":"transactional",\
                        "description":null,"createdAt":"%s","archivedAt":null}\
                        """
                                .formatted(
                                        text(stream, "id"),
                                        world.production().cuid(),
                                        text(stream, "createdAt")));
        assertThat(text(stream, "id")).matches("c[0-9a-z]{24}");
        assertThat(text(stream, "createdAt"))
                .matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z");
        assertThat(json(api.get(ada(), "/v1/streams/" + text(stream, "id")))).isEqualTo(stream);
    }

    @Test
    void listsTheStreamsOfOneServerInTheOrderTheyWereMade() {
        create("Alerts", "broadcast");
        archive(json(streamsOf(world.production().cuid())).get(1));

        assertThat(texts(json(streamsOf(world.production().cuid())), "name"))
                .containsExactly("Transactional", "Broadcast", "Inbound", "Alerts");
        assertThat(texts(json(streamsOf(world.staging().cuid())), "name"))
                .containsExactly("Transactional", "Broadcast", "Inbound");
        assertThat(streamsOf(world.globexServer().cuid())).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(streamsOf(Cuid.fresh())).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.get(ada(), "/v1/streams?serverId=nonsense")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.get(ada(), "/v1/streams"))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo("serverId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Alerts & Warnings!            | alerts-warnings
                    Überraschung für Ærø          | uberraschung-fur-r
                    --x--                         | x
                    日本語                        | stream
                    Weekly digest of all the news | weekly-digest-of-all-the-news
                    This name is a good deal longer than thirty | this-name-is-a-good-deal-longe
                    Nobody reads this far, not one | nobody-reads-this-far-not-one
                    """)
    void makesTheSlugFromTheName(String name, String slug) {
        assertThat(text(create(name, "broadcast"), "slug")).isEqualTo(slug).hasSizeLessThan(31);
    }

    @Test
    void givesEachStreamASlugOfItsOwn() {
        assertThat(text(create("News!", "broadcast"), "slug")).isEqualTo("news");
        assertThat(text(create("News?", "broadcast"), "slug")).isEqualTo("news-2");
        assertThat(text(create("News.", "broadcast"), "slug")).isEqualTo("news-3");
        var long1 = create("a".repeat(40), "broadcast");
        var long2 = create("a".repeat(41), "broadcast");
        assertThat(text(long1, "slug")).isEqualTo("a".repeat(30));
        assertThat(text(long2, "slug")).isEqualTo("a".repeat(24) + "-2");
    }

    @Test
    void renamesAndDescribesAndNeverChangesTheSlug() {
        var stream = create("Alerts", "transactional");
        var path = "/v1/streams/" + text(stream, "id");

        var described = json(api.patch(ada(), path, "{\"description\": \" Wakes people up \"}"));
        var renamed =
                json(
                        api.patch(
                                ada(),
                                path,
                                """
                                {"name": "System", "slug": "system", "type": "broadcast", "id": "x", "serverId": "%s",
                                 "createdAt": "2001-01-01T00:00:00.000Z", "archivedAt": "2001-01-01T00:00:00.000Z"}\
                                """
                                        .formatted(world.staging().cuid())));
        var cleared = json(api.patch(ada(), path, "{\"description\": null}"));

        assertThat(described.toString())
                .isEqualTo(
                        stream.toString()
                                .replace(
                                        "\"description\":null",
                                        "\"description\":\"Wakes people up\""));
        assertThat(renamed.toString())
                .isEqualTo(described.toString().replace("\"Alerts\"", "\"System\""));
        assertThat(cleared.toString())
                .isEqualTo(stream.toString().replace("\"Alerts\"", "\"System\""));
    }

    @Test
    void aNameIsTakenOnceAServer() {
        var stream = create("Alerts", "transactional");

        assertConflict(post("ALERTS", "broadcast"), "name");
        assertConflict(
                api.patch(
                        ada(),
                        "/v1/streams/" + text(stream, "id"),
                        "{\"name\": \"transactional\"}"),
                "name");
        assertThat(api.patch(ada(), "/v1/streams/" + text(stream, "id"), "{\"name\": \"ALERTS\"}"))
                .hasStatusOk();
    }

    @Test
    void aServerHasOneInboundStream() {
        assertConflict(post("More mail", "inbound"), "type");

        var inbound = json(streamsOf(world.production().cuid())).get(2);
        archive(inbound);
        assertThat(post("More mail", "inbound")).hasStatus(HttpStatus.CREATED);
        assertConflict(
                api.post(ada(), "/v1/streams/" + text(inbound, "id") + "/unarchive"), "type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name | {"serverId": "%s", "type": "broadcast"}
                    name | {"serverId": "%s", "type": "broadcast", "name": " "}
                    type | {"serverId": "%s", "name": "Alerts"}
                    type | {"serverId": "%s", "name": "Alerts", "type": null}
                    type | {"serverId": "%s", "name": "Alerts", "type": "Broadcast"}
                    serverId | {"name": "Alerts", "type": "broadcast"}
                    serverId | {"serverId": null, "name": "Alerts", "type": "broadcast"}
                    description | {"serverId": "%s", "name": "Alerts", "type": "broadcast", "description": "a\\u0000b"}
                    """)
    void refusesAStreamAgainstTheRules(String field, String body) {
        assertThat(api.post(ada(), "/v1/streams", body.formatted(world.production().cuid())))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyJson()
                .extractingPath("$.errors[*].field")
                .asArray()
                .containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "type", "description", "serverId"})
    void namesTheFieldOfAWrongType(String field) {
        var body =
                "{\"serverId\": \"%s\", \"name\": \"Alerts\", \"type\": \"broadcast\", \"description\": null, \"%s\": [7]}"
                        .formatted(world.production().cuid(), field);

        assertThat(api.post(ada(), "/v1/streams", body))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void archivesAndRestores() {
        var stream = create("Alerts", "transactional");

        var archived = archive(stream);
        assertThat(text(archived, "archivedAt")).matches("\\d{4}-.*\\.\\d{3}Z");
        assertThat(archive(stream)).isEqualTo(archived);

        var restored = json(api.post(ada(), "/v1/streams/" + text(stream, "id") + "/unarchive"));
        assertThat(restored).isEqualTo(stream);
        assertThat(json(api.post(ada(), "/v1/streams/" + text(stream, "id") + "/unarchive")))
                .isEqualTo(stream);
    }

    @Test
    void keepsTheStreamThatMailGoesByDefault() {
        var standard = json(streamsOf(world.production().cuid())).get(0);

        assertThat(api.post(ada(), "/v1/streams/" + text(standard, "id") + "/archive"))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("conflict");
        assertThat(json(streamsOf(world.production().cuid())).get(0)).isEqualTo(standard);
    }

    @Test
    void programsReachTheStreamsOfTheirOwnServer() {
        var program = world.bearer(world.production());
        var foreign = world.streams(world.staging()).getFirst().cuid();

        assertThat(api.get(program, "/v1/streams?serverId=" + world.production().cuid()))
                .hasStatusOk();
        assertThat(
                        api.post(
                                program,
                                "/v1/streams",
                                "{\"serverId\": \"%s\", \"name\": \"Mine\", \"type\": \"broadcast\"}"
                                        .formatted(world.production().cuid())))
                .hasStatus(HttpStatus.CREATED);
        assertThat(
                        api.post(
                                program,
                                "/v1/streams",
                                "{\"serverId\": \"%s\", \"name\": \"Mine\", \"type\": \"broadcast\"}"
                                        .formatted(world.staging().cuid())))
                .hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.get(program, "/v1/streams/" + foreign)).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(api.post(program, "/v1/streams/" + foreign + "/archive"))
                .hasStatus(HttpStatus.NOT_FOUND);
    }

    private JsonNode create(String name, String type) {
        var answer = post(name, type);
        assertThat(answer).hasStatus(HttpStatus.CREATED);
        return json(answer);
    }

    private MvcTestResult post(String name, String type) {
        return api.post(
                ada(),
                "/v1/streams",
                "{\"serverId\": \"%s\", \"name\": \"%s\", \"type\": \"%s\"}"
                        .formatted(world.production().cuid(), name, type));
    }

    private JsonNode archive(JsonNode stream) {
        var answer = api.post(ada(), "/v1/streams/" + text(stream, "id") + "/archive");
        assertThat(answer).hasStatusOk();
        return json(answer);
    }

    private MvcTestResult streamsOf(Cuid server) {
        return api.get(ada(), "/v1/streams?serverId=" + server);
    }

    private static void assertConflict(MvcTestResult answer, String field) {
        assertThat(answer).hasStatus(HttpStatus.CONFLICT);
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo(field);
    }

    private String ada() {
        return world.bearer(world.ada());
    }
}
