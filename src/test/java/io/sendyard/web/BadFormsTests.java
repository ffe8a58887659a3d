package io.sendyard.web;

import static io.sendyard.web.HostileValues.FINE_AS_A_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import io.sendyard.core.Cuid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Forms and addresses of pages that nobody should send. */
@SendyardTest
class BadFormsTests {

    private static final String FORM = "application/x-www-form-urlencoded";

    @Autowired World world;
    @Autowired MockMvcTester mvc;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    @BeforeEach
    void roomForAll() {
        world.plan(world.acme(), "enterprise");
        jdbc.sql("update person set operator = true where id = ?").param(world.ada().id()).update();
    }

    @ParameterizedTest
    @CsvSource({
        "/email/servers,                            name",
        "/email/servers,                            color",
        "/email/servers,                            mode",
        "/email/servers/{server}/settings/general,  name",
        "/email/servers/{server}/settings/general,  color",
        "/email/servers/{server}/settings/delivery, mode",
        "/email/servers/{server}/settings/delivery, defaultStreamId",
        "/email/servers/{server}/settings/delivery, trackingDomain",
        "/email/servers/{server}/settings/delivery, trackOpens",
        "/email/servers/{server}/settings/suppression, autoSuppressBounces",
        "/email/servers/{server}/token/rotation,    graceSeconds",
        "/email/servers/{server}/deletion,          name",
        "/email/servers/{server}/streams,           name",
        "/email/servers/{server}/streams,           type",
        "/email/servers/{server}/streams,           description",
        "/email/servers/{server}/streams/{stream},  name",
        "/email/servers/{server}/streams/{stream},  description",
        "/email/servers/{server}/api-keys,          name",
        "/email/servers/{server}/api-keys,          type",
        "/email/servers/{server}/api-keys,          expiresAt",
        "/email/servers/{server}/suppressions,      email",
        "/email/servers/{server}/suppressions,      reason",
        "/email/servers/{server}/suppressions,      note",
        "/email/servers/{server}/suppressions/imports, file",
        "/email/servers/{server}/suppressions/imports, reason",
        "/settings/access-tokens,                   name",
        "/settings/access-tokens,                   expiresAt",
        "/settings/profile,                         name",
        "/settings/profile/password,                current",
        "/settings/profile/password,                password",
        "/settings/plan,                            plan",
        "/settings/plan,                            maxServers",
    })
    void areShownAgainOrTaken(String path, String field) {
        var all = new SoftAssertions();
        HostileValues.sample()
                .forEach((flaw, value) -> {
                    jdbc.sql("delete from sign_in_failures").update();
                    var answer = submit(path, field, value);
                    boolean refused = answer.status() == 422 || answer.status() == 409;
                    boolean taken = answer.status() == 303 || answer.status() == 200;
                    all.assertThat(refused || taken).as("%s: %d", flaw, answer.status()).isTrue();
                    if (field.equals("name") && !path.endsWith("deletion")) {
                        all.assertThat(taken).as(flaw).isEqualTo(FINE_AS_A_NAME.contains(flaw));
                    }
                    all.assertThat(answer.text())
                            .as(flaw)
                            .doesNotContain("<img src=x", "Exception")
                            .doesNotContain("1234565432321");
                });
        all.assertAll();
    }

    @ParameterizedTest
    @CsvSource({
        "/email/servers/{server}/settings/general,     seen",
        "/email/servers/{server}/settings/delivery,    seen",
        "/email/servers/{server}/settings/suppression, seen",
        "/email/servers,                               name",
        "/email/servers/{server}/streams,              type",
        "/email/servers/{server}/api-keys,             type",
        "/settings/access-tokens,                      name",
        "/settings/profile,                            name",
        "/settings/profile/password,                   password",
        "/settings/plan,                               plan",
    })
    void areRefusedWithoutWhatTheyNeed(String path, String field) {
        var answer = submit(path, field, null);

        assertThat(answer.status()).isIn(409, 422);
        assertThat(answer.text()).startsWith("<!doctype html>").doesNotContain("Exception");
    }

    @Test
    void bodiesOfAnotherKindAreNoForms() {
        var visitor = Visitor.at(port);
        visitor.signIn(world.ada().email());
        var csrf = visitor.csrf();
        for (var body :
                List.of(
                        "{\"name\": \"a\"}|application/json",
                        "name=%zz|" + FORM,
                        "name=%FF%FE|" + FORM,
                        "%00=%00|" + FORM,
                        "name|" + FORM,
                        "&&&===|" + FORM,
                        "--x|multipart/form-data; boundary=x",
                        "a|multipart/form-data",
                        "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\na|multipart/form-data; boundary=x",
                        "<a/>|application/xml",
                        "a|nonsense")) {
            var parts = body.split("\\|", 2);
            for (var path : List.of("/email/servers", "/sign-in", "/setup", "/settings/plan")) {
                var answer =
                        visitor.send(
                                "POST",
                                path,
                                parts[0],
                                "Content-Type",
                                parts[1],
                                "X-CSRF-TOKEN",
                                csrf);
                assertThat(answer.statusCode())
                        .as(path + " " + body)
                        .isIn(302, 400, 401, 403, 404, 415, 422, 429);
                assertThat(answer.body()).doesNotContain("Exception");
            }
        }
    }

    @Test
    void signInIsRefusedWithEveryText() {
        var all = new SoftAssertions();
        HostileValues.sample()
                .forEach((flaw, value) -> {
                    for (var field : List.of("email", "password")) {
                        jdbc.sql("delete from sign_in_failures").update();
                        var form =
                                new HashMap<>(
                                        Map.of(
                                                "email",
                                                world.ada().email(),
                                                "password",
                                                World.PASSWORD));
                        form.put(field, value);
                        var answer = Visitor.at(port).submit("/sign-in", form);
                        all.assertThat(answer.statusCode()).as(field + ": " + flaw).isEqualTo(401);
                        all.assertThat(answer.body()).as(flaw).doesNotContain("<img src=x");
                    }
                });
        all.assertAll();
    }

    @Test
    void setUpIsRefusedOrKept() {
        world.empty();
        var all = new SoftAssertions();
        HostileValues.sample()
                .forEach((flaw, value) -> {
                    for (var field : List.of("name", "email", "password")) {
                        world.empty();
                        var form =
                                new HashMap<>(
                                        Map.of(
                                                "name", "Ada",
                                                "email", "ada@acme.example",
                                                "password", World.PASSWORD));
                        form.put(field, value);
                        var status = Visitor.at(port).submit("/setup", form).statusCode();
                        all.assertThat(status).as(field + ": " + flaw).isIn(303, 422);
                        if (field.equals("name")) {
                            all.assertThat(status == 303)
                                    .as(flaw)
                                    .isEqualTo(FINE_AS_A_NAME.contains(flaw));
                        }
                    }
                });
        all.assertAll();
    }

    private Answer submit(
            String path, String field, @org.jspecify.annotations.Nullable String value) {
        var fields =
                new HashMap<String, String>(
                        Map.of(
                                "name",
                                "Fine " + Cuid.fresh(),
                                "type",
                                path.contains("api-keys") ? "send_only" : "broadcast",
                                "mode",
                                "live",
                                "seen",
                                seen(path),
                                "current",
                                World.PASSWORD,
                                "password",
                                World.PASSWORD,
                                "plan",
                                field.equals("maxServers") ? "scale" : "growth",
                                "defaultStreamId",
                                stream()));
        if (value == null) {
            fields.remove(field);
        } else {
            fields.put(field, value);
        }
        var request = mvc.post().uri(path(path)).with(world.browserOf(current()));
        for (var entry : fields.entrySet()) {
            request = request.param(entry.getKey(), entry.getValue());
        }
        var response = request.exchange().getResponse();
        return new Answer(
                response.getStatus(),
                new String(
                        response.getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8));
    }

    @Autowired io.sendyard.account.People people;

    private io.sendyard.account.Person current() {
        return people.findByCuid(world.ada().cuid()).orElseThrow();
    }

    private String seen(String path) {
        if (!path.contains("/settings/") || !path.startsWith("/email")) {
            return "";
        }
        return new String(
                        mvc.get()
                                .uri(path(path))
                                .with(world.browserOf(current()))
                                .exchange()
                                .getResponse()
                                .getContentAsByteArray(),
                        java.nio.charset.StandardCharsets.UTF_8)
                .replaceAll("(?s).*name=\"seen\"[^>]* value=\"([^\"]+)\".*", "$1");
    }

    private String stream() {
        return world.streams(world.production()).getFirst().cuid().value();
    }

    private String path(String pattern) {
        return pattern.replace("{server}", world.production().cuid().value())
                .replace("{stream}", stream());
    }

    private record Answer(int status, String text) {}
}
