package io.sendyard.submission;

import java.net.InetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the SMTP servers accept connections. {@link io.sendyard.web.Installation} has the ports for
 * submission, the certificate and the rule for keys in clear, because pages show them.
 */
@ConfigurationProperties("sendyard")
record SmtpServerProperties(@DefaultValue Submission submission, @DefaultValue Bounces bounces) {

    /**
     * Submission.
     *
     * @param address to listen on, for all SMTP servers; null for all addresses
     * @param privateKey of the certificate, PKCS #8 in PEM; null to offer no TLS
     * @param traceClient whether the Received field of a message names the client and its address
     * @param connections per server at the same time
     */
    record Submission(
            @Nullable InetAddress address,
            @Nullable Path privateKey,
            @DefaultValue("false") boolean traceClient,
            @DefaultValue("1000") int connections) {}

    /**
     * The port for bounces.
     *
     * @param port as for submission
     */
    record Bounces(@DefaultValue("2526") int port) {}
}
