package io.sendyard.delivery;

import io.sendyard.core.DnsResolver;
import io.sendyard.smtp.client.ClientOptions;
import io.sendyard.smtp.client.Timeouts;
import io.sendyard.web.Installation;
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
    Route relay(DeliveryProperties settings, Installation installation) {
        var relay = settings.relay();
        if (relay.host() == null || relay.host().isBlank()) {
            throw new IllegalArgumentException(
                    "sendyard.delivery.transport is relay, and sendyard.delivery.relay.host is not"
                            + " set.");
        }
        var credentials = relay.credentials();
        return new RelayRoute(
                relay,
                new ClientOptions(
                        MissingHostName.require(installation),
                        relay.tls(),
                        credentials,
                        Timeouts.standard()));
    }

    @Bean
    @ConditionalOnProperty(name = TRANSPORT, havingValue = "direct")
    Route direct(DeliveryProperties settings, Installation installation, DnsResolver resolver) {
        var direct = settings.direct();
        return new DirectRoute(
                resolver,
                direct,
                new ClientOptions(
                        MissingHostName.require(installation),
                        direct.tls(),
                        null,
                        Timeouts.standard()));
    }

    @Bean
    @ConditionalOnBean(Route.class)
    DeliveryPool pool(
            Route route,
            OutgoingMails outgoingMails,
            OutcomeRecorder recorder,
            Queue queue,
            DeliveryProperties settings,
            Clock clock) {
        var schedule =
                new RetrySchedule(
                        settings.retry().first(), new ClockJumps(clock, System::nanoTime));
        return new DeliveryPool(route, outgoingMails, recorder, queue, schedule, clock);
    }
}
