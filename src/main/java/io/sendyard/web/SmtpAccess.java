package io.sendyard.web;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How programs reach this installation by SMTP.
 *
 * @param port 0 if it is off
 * @param tlsPort where TLS is spoken from the first byte; 0 if it is off
 * @param certificate null if neither STARTTLS nor the TLS port is offered
 * @param allowClearAuth whether keys are accepted without TLS from other machines
 */
@ConfigurationProperties("sendyard.submission")
public record SmtpAccess(
        @DefaultValue("2525") int port,
        @DefaultValue("2465") int tlsPort,
        @Nullable Path certificate,
        @DefaultValue("false") boolean allowClearAuth) {

    /** Whether the port is open. */
    public boolean open() {
        return port > 0;
    }

    /** Whether the TLS port is open. */
    public boolean tlsOpen() {
        return certificate != null && tlsPort > 0;
    }

    /** How the port protects keys, to follow its number. */
    public String security() {
        if (certificate != null) {
            return "with STARTTLS";
        }
        return allowClearAuth ? "without TLS" : "without TLS, local connections only";
    }
}
