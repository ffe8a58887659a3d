package io.sendyard.web;

import io.sendyard.core.DomainName;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the world reaches this installation, and whether mail leaves it.
 *
 * @param baseUrl the address of its pages and API, without a slash at its end
 */
@ConfigurationProperties("sendyard")
public record Installation(
        @DefaultValue("http://localhost:8080") URI baseUrl,
        @DefaultValue Delivery delivery,
        @DefaultValue SmtpAccess submission) {

    /** Names of the machine itself, of its local network, and names that never exist. */
    private static final Pattern NOBODY_ELSES =
            Pattern.compile("(.+\\.)?(localhost|localdomain|local|invalid)");

    /** Whether all mail is kept here, whatever a server's mode. */
    public boolean captures() {
        return delivery.transport() == Transport.CAPTURE;
    }

    /** Whether people reach it over TLS, so that cookies may insist on it. */
    public boolean secure() {
        return "https".equals(baseUrl.getScheme());
    }

    /**
     * Its host name, as in the base address; an address in figures and {@code localhost} are none.
     */
    public Optional<DomainName> host() {
        return Optional.ofNullable(baseUrl.getHost()).flatMap(DomainName::parse);
    }

    /**
     * The host that sends mail and takes what comes back: the configured one, or the one of the
     * base address; empty if that is no host name, or one that no other host can resolve (RFC 6761,
     * 6762).
     */
    public Optional<DomainName> mailHost() {
        return DomainName.parse(mailHostName())
                .filter(name -> !NOBODY_ELSES.matcher(name.value()).matches());
    }

    /**
     * The name by which it greets other mail servers and clients: {@code localhost} if neither a
     * host name nor a base address with one is configured.
     */
    public String mailHostName() {
        var configured = delivery.hostname();
        return configured == null || configured.isBlank()
                ? host().map(DomainName::value).orElse("localhost")
                : configured.strip();
    }

    /**
     * What becomes of the mail of live servers.
     *
     * @param hostname of the host that sends it; none for the one of the base address
     */
    public record Delivery(
            @DefaultValue("capture") Transport transport, @Nullable String hostname) {}

    /** The ways out. */
    public enum Transport {
        /** None: mail is kept here and shown. */
        CAPTURE,
        /** All messages go to one relay. */
        RELAY,
        /** To the hosts that take the recipients' mail. */
        DIRECT
    }
}
