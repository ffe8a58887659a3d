package io.sendyard.web;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Ends the threads of HTTP soon after a flood. Tomcat's idle threads take turns, so a thread stays
 * as long as its turn comes within its idle time: with a minute, a few requests a second keep
 * hundreds of threads and their stacks. A new thread costs far less than a request.
 */
@Component
class HttpThreads implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int MOST_IDLE_MILLIS = 250;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector ->
                connector.setProperty("threadsMaxIdleTime", Integer.toString(MOST_IDLE_MILLIS)));
    }
}
