package io.sendyard.web;

import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** The last line of the start log: the address to open. */
@Component
class ReadyLine {

    private static final Logger LOG = LoggerFactory.getLogger(ReadyLine.class);

    private final Installation installation;
    private final Environment environment;

    ReadyLine(Installation installation, Environment environment) {
        this.installation = installation;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order
    void log() {
        LOG.info("Sendyard is ready at {}", address());
    }

    /** With server.port=0 the system chooses a port, which the base URL can't know. */
    private String address() {
        var base = UriComponentsBuilder.fromUri(installation.baseUrl());
        if (installation.baseUrl().getPort() == 0) {
            base.port(Objects.requireNonNull(environment.getProperty("local.server.port")));
        }
        return base.toUriString();
    }
}
