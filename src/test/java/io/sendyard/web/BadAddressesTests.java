package io.sendyard.web;

import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Paths and queries that nobody should ask for; one who is signed in asks for all of them. */
@SendyardTest
class BadAddressesTests {

    private static final List<String> BAD =
            List.of(
                    "/email/servers?name=%00",
                    "/email/servers?name=a%0Ab&sort=name",
                    "/email/servers?name=%25_%5C",
                    "/email/servers?name=%F0%9F%9A%80",
                    "/email/servers?name=%FF%FE",
                    "/email/servers?name=%ED%A0%80",
                    "/email/servers?%00=1",
                    "/email/servers?sort=sideways",
                    "/email/servers?mode=dead",
                    "/email/servers?after=nothing",
                    "/email/servers?before=%00",
                    "/email/servers?after=-1&before=99999999999999999999",
                    "/email/servers?after=c00000000000000000000000%30",
                    "/email/servers/new?color=plaid&mode=%00",
                    "/email/servers/new?name=%00",
                    "/jump?q=%00",
                    "/jump?q=%ED%A0%80",
                    "/jump",
                    "/setup?name=%00",
                    "/sign-in?error=%00",
                    "/v1/servers?limit=0",
                    "/v1/servers?limit=501",
                    "/v1/servers?limit=-1",
                    "/v1/servers?limit=99999999999999999999",
                    "/v1/servers?limit=1.5",
                    "/v1/servers?limit=%00",
                    "/v1/servers?after=nothing",
                    "/v1/servers?after=%00",
                    "/v1/servers?name=%00",
                    "/v1/servers?name=%ED%A0%80",
                    "/v1/streams",
                    "/v1/streams?serverId=",
                    "/v1/streams?serverId=%00",
                    "/v1/servers/-1",
                    "/v1/servers/99999999999999999999",
                    "/v1/servers/%E2%80%AE",
                    "/v1/nothing");

    private static final List<String> BROKEN =
            List.of(
                    "/email/servers?name=%zz",
                    "/email/servers?name=%",
                    "/email/servers?name=\u00ff",
                    "/jump?q=%zz",
                    "/sign-in?x=%zz",
                    "/v1/servers?name=%zz",
                    "/v1/servers?limit=%",
                    "/v1/openapi.json?x=%zz");

    @Autowired World world;
    @LocalServerPort int port;

    private Visitor visitor;
    private String bearer;

    @BeforeEach
    void signIn() {
        visitor = Visitor.at(port);
        visitor.signIn(world.ada().email());
        bearer = world.bearer(world.ada());
    }

    @Test
    void addressesAreAnsweredInKind() {
        var all = new SoftAssertions();
        for (var path : BAD) {
            boolean api = path.startsWith("/v1/");
            var answer =
                    api
                            ? visitor.send("GET", path, "", "Authorization", bearer)
                            : visitor.get(path);

            all.assertThat(answer.statusCode())
                    .as("%s: %s", path, answer.body())
                    .isIn(200, 303, 400, 404, 422);
            all.assertThat(answer.headers().firstValue("Content-Type").orElse("none"))
                    .as(path)
                    .contains(api ? "json" : answer.statusCode() == 303 ? "none" : "text/html");
            all.assertThat(answer.body())
                    .as(path)
                    .doesNotContain("Exception", "io.sendyard", "Apache");
        }
        all.assertAll();
    }

    @Test
    void brokenEscapesAreAnsweredInKind() {
        var all = new SoftAssertions();
        for (var path : BROKEN) {
            boolean api = path.startsWith("/v1/");
            var secret =
                    api
                            ? "Authorization: " + bearer
                            : "Cookie: sendyard=" + visitor.session().orElseThrow();

            var answer = Visitor.raw(port, "GET " + path + " HTTP/1.1", secret + "\r\n");

            all.assertThat(answer)
                    .as(path)
                    .containsPattern("^HTTP/1.1 (200|303|400|404|422) ")
                    .containsPattern(
                            api
                                    ? "Content-Type: application/.*json"
                                    : "Content-Type: text/html|303")
                    .doesNotContain("Exception", "io.sendyard", "Apache");
        }
        all.assertAll();
    }
}
