package io.sendyard.database;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes PostgreSQL end the transaction of a node that is paused in the middle of it or unreachable:
 * within a lease, the rows it locks are free for other nodes. An operator who sets {@code
 * spring.datasource.hikari.connection-init-sql} has to include this there.
 */
class IdleTransactionTimeout implements EnvironmentPostProcessor {

    private static final Duration USUAL_LEASE = Duration.ofMinutes(1);

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.getProperty("spring.datasource.url", "").startsWith("jdbc:postgresql:")) {
            var lease =
                    Binder.get(environment)
                            .bind("sendyard.delivery.lease", Duration.class)
                            .orElse(USUAL_LEASE);
            var limit =
                    "set idle_in_transaction_session_timeout = %d"
                            .formatted(lease.dividedBy(2).toMillis());
            environment
                    .getPropertySources()
                    .addLast(
                            new MapPropertySource(
                                    "standstill",
                                    Map.of("spring.datasource.hikari.connection-init-sql", limit)));
        }
    }
}
