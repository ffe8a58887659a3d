package io.sendyard.suppression.web;

import static io.sendyard.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.ApiCalls;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What the API takes for an address to suppress, and for a note. */
@SendyardTest
class SuppressedAddressTests {

    @Autowired World world;
    @Autowired ApiCalls api;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ann",
                "ann@",
                "@example.com",
                "ann@localhost",
                "ann@example..com",
                "ann@[127.0.0.1]",
                "ann@127.0.0.1",
                ".ann@example.com",
                "ann.@example.com",
                "ann@example.com, bob@example.com",
                "ann@example.com bob@example.com",
                "Ann <ann@example.com>",
                "<ann@example.com>",
                "@relay.example:ann@example.com",
                "ann(comment)@example.com",
                "ann\\r\\nRCPT TO:<bob@example.com>@example.com",
                "ann\\u0000@example.com",
                "ann\\u202e@example.com",
                "ann@exam\\u0000ple.com",
                "65-65-65-65-65-65-65-65-65-65-65-65-65-65-65-65-65-65-65-65-65-65@example.com",
            })
    void refusesWhatIsNotOneAddress(String email) {
        assertThat(add(0, "{\"email\": \"%s\"}".formatted(email)))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo("email");
        assertThat(json(api.get(ada(), path(0))).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o'brien+tag/x=y@example.com",
                "\\\"a, b\\\"@example.com",
                "jürgen@münchen.example",
                "=1+1@example.com"
            })
    void keepsEveryAddressThatIsOne(String email) {
        var entry = json(add(0, "{\"email\": \"%s\"}".formatted(email)));

        assertThat(text(entry, "email"))
                .isEqualTo(email.replace("\\", "").replace("münchen", "xn--mnchen-3ya"));
        assertThat(api.delete(ada(), path(0) + "/" + text(entry, "id")))
                .hasStatus(HttpStatus.NO_CONTENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    422 | email  | {"reason": "MANUAL"}
                    422 | email  | {"email": null}
                    400 | email  | {"email": 7}
                    400 | email  | {"email": ["a@b.example"]}
                    422 | reason | {"email": "a@b.example", "reason": "Bounce"}
                    422 | reason | {"email": "a@b.example", "reason": ""}
                    400 | reason | {"email": "a@b.example", "reason": 1}
                    422 | note   | {"email": "a@b.example", "note": "a\\u0000b"}
                    422 | note   | {"email": "a@b.example", "note": "a\\nb"}
                    400 | note   | {"email": "a@b.example", "note": true}
                    """)
    void namesTheFieldToBlame(int status, String field, String body) {
        assertThat(add(0, body))
                .hasStatus(status)
                .bodyJson()
                .extractingPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void takesANoteOf500Characters() {
        var body = "{\"email\": \"%s@b.example\", \"note\": \"%s\"}";

        assertThat(add(0, body.formatted("a", "\ud83d\ude80".repeat(500))))
                .hasStatus(HttpStatus.CREATED);
        assertThat(add(0, body.formatted("b", "x".repeat(501))))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private MvcTestResult add(int stream, String body) {
        return api.post(ada(), path(stream), body);
    }

    private String path(int stream) {
        return "/v1/suppressions/" + world.streams(world.production()).get(stream).cuid();
    }

    private String ada() {
        return world.bearer(world.ada());
    }

    private static String text(JsonNode object, String field) {
        return object.get(field).asString();
    }
}
