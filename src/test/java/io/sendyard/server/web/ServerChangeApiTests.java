package io.sendyard.server.web;

import static io.sendyard.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@SendyardTest
class ServerChangeApiTests {

    @Autowired World world;

    @Autowired ApiCalls api;

    @Test
    void changesWhatIsNamedAndLeavesTheRest() {
        var before = show(world.production());

        var after = change("{\"name\": \"Shop\"}");

        var wanted = (ObjectNode) before.deepCopy();
        wanted.put("name", "Shop");
        assertThat(after).isEqualTo(wanted).isEqualTo(show(world.production()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "{\"settings\": %s}"})
    void takesSettingsFlatAndInTheirGroup(String form) {
        var broadcast = world.streams(world.production()).get(1).cuid();
        var settings =
                """
                {"defaultStreamId": "%s", "trackingDomain": "links.acme.example", "trackOpens": true, "trackClicks": true,
                 "autoSuppressBounces": false, "autoSuppressComplaints": false}\
                """
                        .formatted(broadcast);

        var after = change(form.formatted(settings)).get("settings");

        assertThat(after.toString())
                .isEqualTo(settings.replaceAll("(?<=[:,])\\s+", ""))
                .isEqualTo(show(world.production()).get("settings").toString());
    }

    @Test
    void nullClearsWhatMayBeEmpty() {
        change("{\"trackingDomain\": \"links.acme.example\"}");

        var after = change("{\"color\": null, \"settings\": {\"trackingDomain\": null}}");

        assertThat(after.get("color").isNull()).isTrue();
        assertThat(after.at("/settings/trackingDomain").isNull()).isTrue();
    }

    @Test
    void movesAServerToTheSandbox() {
        assertThat(change("{\"mode\": \"sandbox\"}").get("mode").asString()).isEqualTo("sandbox");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"settings\": {}}", "{\"settings\": null}"})
    void anEmptyChangeChangesNothing(String body) {
        var before = show(world.production());

        assertThat(change(body)).isEqualTo(before);
    }

    @Test
    void takesNothingThatIsNotTheCallersToGive() {
        var before = show(world.production());

        var after =
                change(
                        """
                        {"id": "%s", "accountId": %d, "plan": "enterprise", "role": "owner", "verified": true, "version": 99,
                         "createdAt": "2001-01-01T00:00:00.000Z", "deletedAt": "2001-01-01T00:00:00.000Z",
                         "token": "pt_live_00000000000000000000000000000000", "streams": [], "_count": {"streams": 9}}\
                        """
                                .formatted(world.globexServer().cuid(), world.globex().id()));

        assertThat(after).isEqualTo(before);
        assertThat(json(api.get(world.bearer(world.carla()), "/v1/servers"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "name, null",
        "name, ''''",
        "mode, null",
        "mode, 'test'",
        "color, 'pink'",
        "defaultStreamId, null",
        "defaultStreamId, 'nonsense'",
        "defaultStreamId, 'clx8f2k9a0001uy7z3g4h5j6k'",
        "trackingDomain, 'localhost'",
        "trackingDomain, '192.0.2.1'",
        "trackingDomain, 'a_b.acme.example'",
        "trackingDomain, 'http://links.acme.example'",
        "trackingDomain, 'mail.sendyard.example'",
    })
    void refusesAValueAgainstTheRules(String field, String value) {
        var before = show(world.production());
        var written = value.equals("null") ? value : "\"" + value.replace("'", "") + "\"";

        var answer =
                api.patch(ada(), path(), "{\"settings\": {\"%s\": %s}}".formatted(field, written));

        assertThat(answer).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(json(answer).get("code").asString()).isEqualTo("validation_failed");
        assertThat(json(answer).at("/errors/0/field").asString()).endsWith(field);
        assertThat(show(world.production())).isEqualTo(before);
    }

    @Test
    void mailGoesByALiveOutboundStreamOfThisServer() {
        var streams = world.streams(world.production());
        var foreign = world.streams(world.staging()).getFirst().cuid();
        api.post(ada(), "/v1/streams/" + streams.get(1).cuid() + "/archive");

        for (var stream : new Object[] {streams.get(2).cuid(), foreign, streams.get(1).cuid()}) {
            assertThat(api.patch(ada(), path(), "{\"defaultStreamId\": \"%s\"}".formatted(stream)))
                    .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                    .bodyJson()
                    .extractingPath("$.errors[0].field")
                    .isEqualTo("defaultStreamId");
        }
    }

    @Test
    void keepsAnInternationalTrackingDomainAsAscii() {
        var after = change("{\"trackingDomain\": \" Links.Bücher.example \"}");

        assertThat(after.at("/settings/trackingDomain").asString())
                .isEqualTo("links.xn--bcher-kva.example");
    }

    @Test
    void refusesATrackingDomainOfAnotherAccount() {
        change("{\"trackingDomain\": \"links.acme.example\"}");

        var answer =
                api.patch(
                        world.bearer(world.carla()),
                        "/v1/servers/" + world.globexServer().cuid(),
                        "{\"trackingDomain\": \"LINKS.acme.example\"}");

        assertThat(answer).hasStatus(HttpStatus.CONFLICT);
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo("trackingDomain");
        assertThat(json(answer).toString()).doesNotContain("Acme");
    }

    @Test
    void refusesANameThatAnotherServerHas() {
        var answer = api.patch(ada(), path(), "{\"name\": \"staging\"}");

        assertThat(answer).hasStatus(HttpStatus.CONFLICT);
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo("name");
        assertThat(change("{\"name\": \"PRODUCTION\"}").get("name").asString())
                .isEqualTo("PRODUCTION");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    name | {"name": 5}
                    name | {"name": ["Shop"]}
                    name | {"name": {"first": "Shop"}}
                    name | {"name": true}
                    color | {"color": 3}
                    color | {"color": {}}
                    mode | {"mode": 1}
                    mode | {"mode": false}
                    trackOpens | {"trackOpens": "yes"}
                    trackOpens | {"trackOpens": "true"}
                    trackOpens | {"trackOpens": 1}
                    trackOpens | {"trackOpens": null}
                    trackingDomain | {"trackingDomain": 7}
                    defaultStreamId | {"defaultStreamId": 7}
                    defaultStreamId | {"defaultStreamId": {}}
                    settings | {"settings": 5}
                    settings | {"settings": "none"}
                    settings | {"settings": []}
                    settings.trackOpens | {"settings": {"trackOpens": "yes"}}
                    settings.autoSuppressBounces | {"settings": {"autoSuppressBounces": 0}}
                    settings.mode | {"settings": {"mode": 0}}
                    settings.name | {"name": "Shop", "settings": {"name": 5}}
                    """)
    void namesTheFieldOfAWrongType(String field, String body) {
        var before = show(world.production());

        var answer = api.patch(ada(), path(), body);

        assertThat(answer).hasStatus(HttpStatus.BAD_REQUEST);
        assertThat(json(answer).get("code").asString()).isEqualTo("malformed_request");
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(json(answer).get("detail").asString()).contains(field);
        assertThat(show(world.production())).isEqualTo(before);
    }

    private JsonNode change(String body) {
        var answer = api.patch(ada(), path(), body);
        assertThat(answer).hasStatusOk();
        return json(answer);
    }

    private JsonNode show(Server server) {
        return json(api.get(ada(), "/v1/servers/" + server.cuid()));
    }

    private String path() {
        return "/v1/servers/" + world.production().cuid();
    }

    private String ada() {
        return world.bearer(world.ada());
    }
}
