package io.sendyard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** Calls the API over a socket, with the container that answers where no controller does. */
@TestComponent
public class ApiWire {

    private final ApiAnswers answers;
    private final Environment environment;
    private final JsonMapper json;

    ApiWire(ApiAnswers answers, Environment environment, JsonMapper json) {
        this.answers = answers;
        this.environment = environment;
        this.json = json;
    }

    /** Where it listens. */
    public int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }

    /** A call; without a {@code Content-Type} of its own it sends JSON. */
    public HttpResponse<String> send(
            String method, String path, BodyPublisher body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                        .method(method, body);
        if (!headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            answers.check(
                    method,
                    path.split("\\?", -1)[0],
                    answer.statusCode(),
                    name -> answer.headers().firstValue(name).orElse(null),
                    answer.body());
            return answer;
        }
    }

    /** Says of an answer that it is this refusal, and gives nothing of the inside away. */
    public void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        var problem = json.readTree(answer.body());
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("detail").asString().toLowerCase(Locale.ROOT))
                .isNotBlank()
                .doesNotContain("exception", "java", "sendyard", "sql");
    }
}
