package io.sendyard.web;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Ends the threads of HTTP soon after a flood. Idle threads take turns, so with Tomcat's minute
 * even a little work keeps hundreds of them, and their stacks, for as long as it goes on.
 */
@Component
class HttpThreads implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int MOST_IDLE_MILLIS = 5_000;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector ->
                connector.setProperty("threadsMaxIdleTime", Integer.toString(MOST_IDLE_MILLIS)));
    }
}
