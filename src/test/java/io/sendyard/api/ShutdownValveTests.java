package io.sendyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.web.Problem;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The container ends between the first line of a request and its head. */
class ShutdownValveTests {

    @Test
    void areAskedToComeBack() throws Exception {
        var tomcat = new TomcatServletWebServerFactory(0);
        tomcat.setProtocol(EndingAfterTheFirstLine.class.getName());
        new ShutdownValve(new ApiResponses(new JsonMapper())).customize(tomcat);
        var server = tomcat.getWebServer();
        server.start();
        try (var client = HttpClient.newHttpClient()) {
            var address = URI.create("http://127.0.0.1:%d/v1/send".formatted(server.getPort()));
            var request =
                    HttpRequest.newBuilder(address).POST(BodyPublishers.ofString("{}")).build();

            var answer = client.send(request, BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
            assertThat(answer.body())
                    .contains(
                            "\"code\":\"unavailable\"",
                            "\"instance\":\"/v1/send\"",
                            "being stopped");
        } finally {
            server.stop();
        }
    }

    /** Is asked before a request is read, and again when its first line was read. */
    public static class EndingAfterTheFirstLine extends Http11NioProtocol {

        private final AtomicInteger questions = new AtomicInteger();

        @Override
        public boolean isPaused() {
            return questions.getAndIncrement() > 0;
        }
    }
}
