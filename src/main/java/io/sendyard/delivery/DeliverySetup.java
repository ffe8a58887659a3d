package io.sendyard.delivery;

import io.sendyard.core.Resolver;
import io.sendyard.delivery.smtp.Terms;
import io.sendyard.delivery.smtp.Timeouts;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way out that is configured; none where all mail is captured. */
@Configuration(proxyBeanMethods = false)
class DeliverySetup {

    private static final String TRANSPORT = "sendyard.delivery.transport";

    @Bean
    @ConditionalOnProperty(name = TRANSPORT, havingValue = "relay")
    Route relay(DeliverySettings settings, Greeting greeting) {
        var relay = settings.relay();
        if (relay.host() == null || relay.host().isBlank()) {
            throw new IllegalArgumentException(
                    "sendyard.delivery.transport is relay, and sendyard.delivery.relay.host is not set.");
        }
        var login = relay.login();
        return new RelayRoute(
                relay, new Terms(greeting.name(), relay.tls(), login, Timeouts.standard()));
    }

    @Bean
    @ConditionalOnProperty(name = TRANSPORT, havingValue = "direct")
    Route direct(DeliverySettings settings, Greeting greeting, Resolver resolver) {
        var direct = settings.direct();
        return new DirectRoute(
                resolver,
                direct,
                new Terms(greeting.name(), direct.tls(), null, Timeouts.standard()));
    }

    @Bean
    @ConditionalOnBean(Route.class)
    Carriage carriage(
            Route route,
            Parcels parcels,
            Recording recording,
            Queue queue,
            DeliverySettings settings,
            Clock clock) {
        var pauses = new RetryPauses(settings.retry().first(), new Leaps(clock, System::nanoTime));
        return new Carriage(route, parcels, recording, queue, pauses, clock);
    }
}
