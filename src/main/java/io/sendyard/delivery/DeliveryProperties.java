package io.sendyard.delivery;

import io.sendyard.core.Secret;
import io.sendyard.smtp.Credentials;
import io.sendyard.smtp.client.TlsPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail leaves.
 *
 * @param active whether this process delivers what is due
 * @param lease how long a claim is this node's without being renewed: so much later at the most,
 *     another node goes on with what a dead one had; the same on all nodes, a second at least
 */
@ConfigurationProperties("sendyard.delivery")
record DeliveryProperties(
        @DefaultValue("true") boolean active,
        @DefaultValue("1m") Duration lease,
        @DefaultValue Retry retry,
        @DefaultValue Relay relay,
        @DefaultValue Direct direct) {

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

    DeliveryProperties {
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException(
                    "sendyard.delivery.lease must be a second at least, and is " + lease);
        }
    }

    /** A node that lives renews so often that a slow database does not cost it what it holds. */
    Duration renewEvery() {
        return lease.dividedBy(4);
    }

    /** How long a claim surely is ours: what is begun after that may be another node's. */
    Duration validFor() {
        return lease.multipliedBy(5).dividedBy(6);
    }

    /**
     * When it is tried again.
     *
     * @param first the pause after the first try; each one after it is twice as long
     */
    record Retry(@DefaultValue("1m") Duration first) {}

    /**
     * The one host that all mail goes to.
     *
     * @param host its name or address
     * @param connections at most, at the same time
     */
    record Relay(
            @Nullable String host,
            @DefaultValue("25") int port,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue("opportunistic") TlsPolicy tls,
            @DefaultValue("20") int connections) {

        @Nullable Credentials credentials() {
            return username == null || username.isEmpty()
                    ? null
                    : new Credentials(username, Secret.of(password == null ? "" : password));
        }
    }

    /**
     * Direct delivery to the recipients' mail servers.
     *
     * @param connections per domain at the same time
     * @param perSecond messages per second and domain
     * @param port of the mail servers
     * @param anywhere whether they can be in private networks; for tests
     */
    record Direct(
            @DefaultValue("opportunistic") TlsPolicy tls,
            @DefaultValue("10") int connections,
            @DefaultValue("50") int perSecond,
            @DefaultValue("25") int port,
            @DefaultValue("false") boolean anywhere) {}
}
