package io.sendyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clients that read JSON and have no key, at paths that are not the API's. */
@SendyardTest
class JsonClientTests {

    @LocalServerPort int port;

    @ParameterizedTest
    @CsvSource({
        "POST, /email, 401",
        "POST, /email/batch, 401",
        "GET, /email/servers, 401",
        "GET, /settings/plan, 401",
        "POST, /sign-in, 401",
        "GET, /nothing, 404",
        "POST, /nothing, 404",
        "POST, /v2/send, 404",
        "PUT, /docs/api, 404",
    })
    void areAnsweredWithAProblem(String method, String path, int status) {
        for (var header : new String[] {"Accept", "Content-Type"}) {
            var answer =
                    Visitor.at(port)
                            .send(
                                    method,
                                    path,
                                    method.equals("GET") ? "" : "{\"To\": \"a@b.example\"}",
                                    header,
                                    "application/json");

            assertThat(answer.statusCode()).as("%s with %s", path, header).isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .isEqualTo("application/problem+json");
            assertThat(answer.body()).contains("\"status\":" + status);
        }
    }

    @Test
    void aBrowserIsLedToTheSignIn() {
        var answer =
                Visitor.at(port)
                        .get("/email/servers", "Accept", "text/html,application/json;q=0.9,*/*");

        assertThat(answer.statusCode()).isEqualTo(302);
    }
}
