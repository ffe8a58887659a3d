package io.sendyard.api;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Answers 503 to requests that arrive while this process is stopping. Tomcat reads the first line
 * of such a request but not its headers, misses {@code Host}, and would answer 400 before the
 * application sees it: to an app that sends email, a permanent error.
 */
@Component
class ShutdownValve extends ValveBase
        implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String ENDING =
            "Sendyard is being stopped. Nothing was changed; try again in a moment.";

    private final ApiResponses api;

    ShutdownValve(ApiResponses api) {
        super(true);
        this.api = api;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(this);
    }

    /** Only the address of the request is known, so every client gets the API's format. */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.getStatus() == HttpStatus.BAD_REQUEST.value() && isEnding(request)) {
            api.refuse(request, response, HttpStatus.SERVICE_UNAVAILABLE, ENDING);
        } else {
            getNext().invoke(request, response);
        }
    }

    private static boolean isEnding(Request request) {
        return request.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol
                && protocol.isPaused();
    }
}
