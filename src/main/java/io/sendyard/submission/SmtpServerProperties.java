package io.sendyard.submission;

import java.net.InetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where mail comes in by SMTP.
 *
 * @param dataDir where a certificate is kept that was made here
 */
@ConfigurationProperties("sendyard")
record SmtpServerProperties(
        @DefaultValue("./data") Path dataDir,
        @DefaultValue Submission submission,
        @DefaultValue Bounces bounces,
        @DefaultValue Delivery delivery) {

    boolean allOff() {
        return submission.port() == 0 && submission.tlsPort() == 0 && bounces.port() == 0;
    }

    /**
     * The doors for the programs of servers. A port of 0 switches its door off; -1 takes any port
     * that is free.
     *
     * @param port where STARTTLS is offered
     * @param tlsPort where TLS is spoken from the first octet
     * @param address of this machine, for all doors; null for every one
     * @param certificate its chain, in PEM; null to make one
     * @param privateKey of the certificate, PKCS #8 in PEM
     * @param allowClearAuth whether keys may come without TLS from other machines
     * @param connections open at each door at the same time
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
     * The door for what comes back.
     *
     * @param port as for submission
     */
    record Bounces(@DefaultValue("2526") int port) {}

    /**
     * How this machine presents itself.
     *
     * @param hostname null for the host of the installation's address
     */
    record Delivery(@Nullable String hostname) {}
}
