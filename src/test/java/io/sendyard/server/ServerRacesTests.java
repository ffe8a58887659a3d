package io.sendyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Crowd;
import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import io.sendyard.account.Accounts;
import io.sendyard.core.Refusal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many changes of an account's servers at the same moment. */
@SendyardTest
class ServerRacesTests {

    @Autowired World world;
    @Autowired Accounts accounts;
    @Autowired Servers servers;
    @Autowired ServerCreation creation;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    private Visitor program = Visitor.at(0);
    private String ada = "";

    @org.junit.jupiter.api.BeforeEach
    void program() {
        program = Visitor.at(port);
        ada = world.bearer(world.ada());
    }

    @Test
    void twoHundredCreationsMakeAsManyServersAsThePlanAllows() {
        var statuses =
                Crowd.of(200, i -> status("POST", "/v1/servers", "{\"name\": \"Crowd %d\"}", i));

        assertThat(Collections.frequency(statuses, 201)).isEqualTo(8);
        assertThat(Collections.frequency(statuses, 403)).isEqualTo(192);
        assertThat(servers()).isEqualTo(10);
    }

    @RepeatedTest(3)
    void fiftyCreationsAtTheLimitMakeExactlyTheLimit() {
        createAtTheLimit();
    }

    @RepeatedTest(200)
    @Tag("campaign")
    void fiftyCreationsAtTheLimitMakeExactlyTheLimitAgainAndAgain() {
        createAtTheLimit();
    }

    private void createAtTheLimit() {
        var made =
                Crowd.of(
                        58,
                        i -> {
                            try {
                                var wanted = new NewServer("Crowd " + i, null, Mode.LIVE);
                                creation.create(world.acme().id(), wanted);
                                return true;
                            } catch (Refusal full) {
                                assertThat(full.code()).isEqualTo(Refusal.Code.PLAN_LIMIT_REACHED);
                                return false;
                            }
                        });

        assertThat(Collections.frequency(made, true)).isEqualTo(8);
        assertThat(servers()).isEqualTo(10);
        assertThat(
                        jdbc.sql(
                                        "select count(*) from stream where server_id in (select id from server where account_id = ?)")
                                .param(world.acme().id())
                                .query(Integer.class)
                                .single())
                .isEqualTo(30);
    }

    @Test
    void ofManyWithOneNameOneIsMade() {
        var statuses =
                Crowd.of(40, i -> status("POST", "/v1/servers", "{\"name\": \"%s\"}", name(i)));

        assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(39);
    }

    @Test
    void ofManyRenamedToOneNameOneIs() {
        var all = List.of(world.production(), world.staging(), server("A"), server("B"));
        var statuses =
                Crowd.of(
                        40,
                        i ->
                                status(
                                        "PATCH",
                                        "/v1/servers/" + all.get(i % all.size()).cuid(),
                                        "{\"name\": \"%s\"}",
                                        "Same"));

        assertThat(statuses).containsOnly(200, 409);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(10);
    }

    @Test
    void ofTwoDeletionsOneDeletesAndTheOtherFindsNothing() {
        for (var server : List.of(world.production(), world.staging())) {
            var statuses =
                    Crowd.of(2, _ -> status("DELETE", "/v1/servers/" + server.cuid(), "", ""));

            assertThat(statuses).containsExactlyInAnyOrder(200, 404);
        }
        assertThat(accounts.findById(world.acme().id()).orElseThrow().servers()).isZero();
    }

    @RepeatedTest(5)
    void changesOfDifferentFieldsAllHold() {
        var path = "/v1/servers/" + world.production().cuid();
        var changes =
                List.of(
                        "{\"name\": \"Renamed\"}",
                        "{\"color\": \"red\"}",
                        "{\"mode\": \"sandbox\"}",
                        "{\"trackOpens\": true}",
                        "{\"settings\": {\"trackClicks\": true}}",
                        "{\"autoSuppressBounces\": false}",
                        "{\"trackingDomain\": \"links.acme.example\"}",
                        "{\"autoSuppressComplaints\": false}");

        assertThat(Crowd.of(8, i -> status("PATCH", path, changes.get(i), ""))).containsOnly(200);

        assertThat(program.call("GET", path, "", ada).body())
                .contains("\"Renamed\"", "\"red\"", "\"sandbox\"", "\"trackOpens\":true")
                .contains("\"trackClicks\":true", "\"autoSuppressBounces\":false")
                .contains("\"autoSuppressComplaints\":false", "\"links.acme.example\"");
    }

    @RepeatedTest(3)
    void aTrackingDomainIsClaimedByOneAccount() {
        var carla = world.bearer(world.carla());
        var domain = "{\"trackingDomain\": \"links.shared.example\"}";
        var statuses =
                Crowd.of(
                        12,
                        i ->
                                program.call(
                                                "PATCH",
                                                "/v1/servers/"
                                                        + (i % 2 == 0
                                                                        ? world.production()
                                                                        : world.globexServer())
                                                                .cuid(),
                                                domain,
                                                i % 2 == 0 ? ada : carla)
                                        .statusCode());

        assertThat(statuses).containsOnly(200, 409).contains(200, 409);
        assertThat(
                        jdbc.sql(
                                        "select count(distinct account_id) from server where tracking_domain = 'links.shared.example'")
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void rotationsAtOnceLeaveOneTokenThatOpens() {
        var path = "/v1/servers/%s/token/rotate".formatted(world.production().cuid());
        var answers = Crowd.of(10, _ -> program.call("POST", path, "{}", ada));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(200, 409));
        var token = servers.findById(world.production().id()).orElseThrow().token();
        assertThat(answers.stream().map(java.net.http.HttpResponse::body))
                .anyMatch(body -> body.contains(token.reveal()));
    }

    @Test
    void formsSavedAtOnceAreToldApart() {
        var browser = Visitor.at(port);
        browser.signIn(world.ada().email());
        var page = "/email/servers/%s/settings/general".formatted(world.production().cuid());
        var seen =
                browser.get(page)
                        .body()
                        .replaceAll("(?s).*name=\"seen\" value=\"([^\"]+)\".*", "$1");
        var statuses =
                Crowd.of(
                        6,
                        i ->
                                browser.submit(page, Map.of("name", "Mine " + i, "seen", seen))
                                        .statusCode());

        assertThat(Collections.frequency(statuses, 303)).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(5);
    }

    /** How many there are, which is what the account counts as well. */
    private int servers() {
        int there =
                jdbc.sql("select count(*) from server where account_id = ? and deleted_at is null")
                        .param(world.acme().id())
                        .query(Integer.class)
                        .single();
        assertThat(accounts.findById(world.acme().id()).orElseThrow().servers()).isEqualTo(there);
        return there;
    }

    private static String name(int i) {
        return i % 2 == 0 ? "Stra\u00dfe" : "STRASSE";
    }

    private Server server(String name) {
        return world.server(world.acme(), name, null, Mode.LIVE);
    }

    private int status(String method, String path, String body, Object word) {
        return program.call(
                        method, path, body.replace("%d", "" + word).replace("%s", "" + word), ada)
                .statusCode();
    }
}
