package io.sendyard.api;

import io.sendyard.web.Failure;
import io.sendyard.web.SecurityHeaders;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * The response to a request that never reaches the application: Tomcat can't read it, or the error
 * page failed too. It has the same headers as any other response and doesn't mention Tomcat.
 */
@Component
class TomcatErrorValve extends ErrorReportValve
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final Logger LOG = LoggerFactory.getLogger(TomcatErrorValve.class);

    private final ApiResponses api;

    TomcatErrorValve(ApiResponses api) {
        this.api = api;
    }

    /** Replaces Tomcat's own valve. Spring Boot adds one too, but the last one responds. */
    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            var host = (StandardHost) context.getParent();
            host.setErrorReportValveClass("");
            host.getPipeline().addValve(this);
        });
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() < HttpStatus.BAD_REQUEST.value()
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        var status = HttpStatus.valueOf(response.getStatus());
        if (status == HttpStatus.INTERNAL_SERVER_ERROR && thrown == null) {
            // Tomcat logs exceptions, but not a status without one.
            LOG.error(
                    "{} {} failed without an exception",
                    request.getMethod(),
                    request.getRequestURI());
        }
        try {
            write(request, response, status);
        } catch (IOException e) {
            LOG.debug("The client didn't wait for status {}", status, e);
        }
    }

    private void write(Request request, Response response, HttpStatus status) throws IOException {
        SecurityHeaders.write(request, response);
        if (ApiResponses.areRead(request, String.valueOf(request.getRequestURI()))) {
            api.refuse(request, response, status);
        } else {
            response.setContentType("text/html;charset=utf-8");
            response.getWriter()
                    .write(
                            """
                            <!doctype html>
                            <html lang="en">
                            <head><meta charset="utf-8"><title>%1$s</title></head>
                            <body><h1>%1$s</h1><p>%2$s</p></body>
                            </html>
                            """
                                    .formatted(
                                            status.getReasonPhrase(),
                                            Failure.of(status).sentence()));
        }
    }
}
