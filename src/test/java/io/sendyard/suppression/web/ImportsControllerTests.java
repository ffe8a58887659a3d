package io.sendyard.suppression.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.SendyardTest;
import io.sendyard.Visitor;
import io.sendyard.World;
import io.sendyard.account.Person;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files of suppressions, sent as browsers send them. */
@SendyardTest
class ImportsControllerTests {

    @Autowired World world;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "iso-8859-1"})
    void importsAFileByABareForm(String charset) throws Exception {
        var visitor = signedIn();
        var csv = "email,note\r\njürgen@example.com,\r\nann@example.com,ok\r\nnobody,\r\n";
        var answer = upload(visitor, visitor.csrf(), csv, charset);

        assertThat(answer.statusCode()).isEqualTo(303);
        var report = answer.headers().firstValue("Location").orElseThrow();
        var body = visitor.get(report).body();
        for (int i = 0; i < 200 && !body.contains("All of the file is read."); i++) {
            Thread.sleep(20);
            body = visitor.get(report).body();
        }
        assertThat(body)
                .contains("All of the file is read.", "“nobody” is not an e-mail address.")
                .contains("list &lt;b&gt;.csv")
                .doesNotContain("hx-trigger=\"every");
        assertThat(body.contains("This row is not in UTF-8.")).isEqualTo(!charset.equals("utf-8"));
        // It is still there on return.
        assertThat(visitor.get(report).body()).contains("“nobody” is not");
        assertThat(visitor.get(home()).body()).contains("ann@example.com");
        assertThat(signedIn(world.carla()).get(report).statusCode()).isEqualTo(404);
    }

    @Test
    void importsNothingWithoutATokenAndNoFileThatIsTooLarge() {
        var visitor = signedIn();

        assertThat(upload(visitor, "forged", "ann@example.com", "utf-8").statusCode())
                .isEqualTo(403);
        var large = upload(visitor, visitor.csrf(), "\n".repeat(10 * 1024 * 1024 + 1), "utf-8");
        assertThat(large.statusCode()).isEqualTo(422);
        assertThat(large.body()).contains("larger than 10 MiB", "id=\"file-error\"");
        var empty = visitor.submit(home() + "/imports", Map.of("reason", "MANUAL"));
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("Choose a CSV file");
        assertThat(visitor.get(home() + "/imports").statusCode()).isEqualTo(303);
        assertThat(jdbc.sql("select count(*) from suppression_import").query(Long.class).single())
                .isZero();
    }

    private HttpResponse<String> upload(Visitor visitor, String token, String csv, String charset) {
        var part = "--b\r\nContent-Disposition: form-data; name=\"%s\"";
        var body =
                (part + "\r\n\r\n%s\r\n").formatted("_csrf", token)
                        + (part + "\r\n\r\n%s\r\n").formatted("streamId", "")
                        + (part + "; filename=\"list <b>.csv\"\r\nContent-Type: text/csv\r\n\r\n")
                                .formatted("file")
                        + csv
                        + "\r\n--b--\r\n";
        return visitor.send(
                "POST",
                home() + "/imports",
                body.getBytes(Charset.forName(charset)),
                "Content-Type",
                "multipart/form-data; boundary=b");
    }

    private Visitor signedIn() {
        return signedIn(world.ada());
    }

    private Visitor signedIn(Person person) {
        var visitor = Visitor.at(port);
        visitor.signIn(person.email());
        return visitor;
    }

    private String home() {
        return "/email/servers/%s/suppressions".formatted(world.production().cuid());
    }
}
