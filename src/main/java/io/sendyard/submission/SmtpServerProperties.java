package io.sendyard.submission;

import java.net.InetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The SMTP ports. */
@ConfigurationProperties("sendyard")
record SmtpServerProperties(
        @DefaultValue Submission submission,
        @DefaultValue Bounces bounces,
        @DefaultValue Delivery delivery) {

    boolean allOff() {
        return submission.port() == 0 && submission.tlsPort() == 0 && bounces.port() == 0;
    }

    /**
     * The ports for submission. Port 0 turns a server off; -1 takes any free port.
     *
     * @param port with STARTTLS if there is a certificate
     * @param tlsPort with TLS from the first byte; off without a certificate
     * @param address to listen on, for all SMTP servers; null for all addresses
     * @param certificate its chain, in PEM; null to offer no TLS
     * @param privateKey of the certificate, PKCS #8 in PEM
     * @param allowClearAuth whether keys are accepted without TLS from other machines
     * @param connections per server at the same time
     */
    record Submission(
            @DefaultValue("2525") int port,
            @DefaultValue("2465") int tlsPort,
            @Nullable InetAddress address,
            @Nullable Path certificate,
            @Nullable Path privateKey,
            @DefaultValue("false") boolean allowClearAuth,
            @DefaultValue("1000") int connections) {}

    /**
     * The port for bounces.
     *
     * @param port as for submission
     */
    record Bounces(@DefaultValue("2526") int port) {}

    /** How this installation names itself. */
    record Delivery(@Nullable String hostname) {}
}
