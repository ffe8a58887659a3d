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
 * Asks who called at the very end of this process to come back. Tomcat reads the first line of such
 * a request but no head any more, misses the head's {@code Host}, and would answer 400 before the
 * application hears of it: to a program that posts mail, a no for ever.
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

    /** Of who calls nothing is known but the address: everybody hears it in the API's words. */
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
