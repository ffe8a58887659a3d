package io.sendyard.suppression.web;

import static io.sendyard.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.World;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SendyardTest
class SuppressionCsvApiTests {

    @Autowired World world;
    @Autowired MockMvcTester mvc;

    @Test
    void takesAFileAndGivesItBack() {
        var csv =
                "email,reason,note\r\nann@example.com,,=1\r\ngone@example.com,BOUNCE,\r\nnobody\r\n";
        var answer = send(csv, "once");

        assertThat(answer).hasStatusOk();
        assertThat(json(answer).toString())
                .isEqualTo(
                        """
                        {"rows":3,"added":2,"known":0,"refused":1,\
                        "problems":[{"line":4,"message":"“nobody” is not an e-mail address."}]}\
                        """);
        assertThat(send(csv, "once")).hasHeader("Idempotent-Replayed", "true");
        assertThat(json(send(csv, "twice")).get("known").intValue()).isEqualTo(2);

        var file = mvc.get().uri(path()).header(HttpHeaders.AUTHORIZATION, ada()).exchange();
        assertThat(file)
                .hasStatusOk()
                .hasHeader("Content-Type", "text/csv;charset=UTF-8")
                .hasHeader("Content-Disposition", "attachment; filename=\"suppressions.csv\"")
                .bodyText()
                .matches(
                        """
                        (?s)email,reason,stream,origin,note,created_at\r
                        gone@example.com,BOUNCE,,import,,20[^,]*Z\r
                        ann@example.com,MANUAL,broadcast,import,"'=1",20[^,]*Z\r
                        """);
    }

    @Test
    void refusesAnotherKindOfBody() {
        var json =
                mvc.post()
                        .uri(path())
                        .header(HttpHeaders.AUTHORIZATION, ada())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}")
                        .exchange();

        assertThat(json)
                .hasStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
                .bodyText()
                .contains("Send the body as text/csv.");
        assertThat(send("\r\n".repeat(6 * 1024 * 1024), "large"))
                .hasStatus(HttpStatus.CONTENT_TOO_LARGE);
    }

    @Test
    void anEmptyFileAddsNobody() {
        assertThat(json(send("", "empty")).get("rows").intValue()).isZero();
        assertThat(json(send("\0\0\0,\"", "zeros")).get("refused").intValue()).isEqualTo(1);
    }

    private MvcTestResult send(String csv, String key) {
        return mvc.post()
                .uri(path())
                .header(HttpHeaders.AUTHORIZATION, ada())
                .header("Idempotency-Key", key)
                .contentType("text/csv")
                .content(csv.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    private String path() {
        var stream = world.streams(world.production()).get(1);
        return "/v1/suppressions/%s/csv".formatted(stream.cuid());
    }

    private String ada() {
        return world.bearer(world.ada());
    }
}
