package io.sendyard.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendyard.Visitor;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.util.StringUtils;
import tools.jackson.databind.json.JsonMapper;

/** A container whose application fails, and has no error page. */
@ExtendWith(OutputCaptureExtension.class)
class TomcatErrorValveTests {

    private WebServer server;

    @BeforeEach
    void start() {
        var tomcat = new TomcatServletWebServerFactory(0);
        new TomcatErrorValve(new ApiResponses(new JsonMapper())).customize(tomcat);
        server =
                tomcat.getWebServer(
                        context -> context.addServlet("failing", new Failing()).addMapping("/"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void logsAnExceptionOnce(CapturedOutput log) {
        assertThat(get("/exception"))
                .startsWith("HTTP/1.1 500 ")
                .contains("<h1>Internal Server Error</h1>", "\r\nX-Content-Type-Options: nosniff")
                .doesNotContain("Exception", "a fault", "Tomcat");
        assertThat(StringUtils.countOccurrencesOf(log.getOut(), "IllegalStateException: a fault"))
                .isEqualTo(1);
    }

    @Test
    void logsAStatusWithoutAnExceptionOnce(CapturedOutput log) {
        assertThat(get("/v1/status"))
                .startsWith("HTTP/1.1 500 ")
                .contains("\"code\":\"internal\"", "\r\nX-Content-Type-Options: nosniff");
        assertThat(StringUtils.countOccurrencesOf(log.getOut(), "ERROR")).isEqualTo(1);
        assertThat(log.getOut()).contains("GET /v1/status failed without an exception");
    }

    private String get(String path) {
        return Visitor.raw(server.getPort(), "GET " + path + " HTTP/1.1", "");
    }

    /** Fails in the way that its path names. */
    private static class Failing extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            if (request.getRequestURI().endsWith("/exception")) {
                throw new IllegalStateException("a fault");
            }
            response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }
}
