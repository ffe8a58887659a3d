package io.sendyard.web;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How apps reach this installation over SMTP. Port 0 is off; -1 takes any free port.
 *
 * @param port with STARTTLS if there is a certificate
 * @param tlsPort with TLS from the first byte; off without a certificate
 * @param certificate null if neither STARTTLS nor the TLS port is offered
 * @param allowClearAuth whether keys are accepted without TLS from other machines
 */
public record SmtpAccess(
        @DefaultValue("2525") int port,
        @DefaultValue("2465") int tlsPort,
        @Nullable Path certificate,
        @DefaultValue("false") boolean allowClearAuth) {

    /** Whether the port is open. */
    public boolean open() {
        return port != 0;
    }

    /** Whether the TLS port is open. */
    public boolean tlsOpen() {
        return certificate != null && tlsPort != 0;
    }

    /** How the port protects keys, to follow its number. */
    public String security() {
        if (certificate != null) {
            return "with STARTTLS";
        }
        return allowClearAuth ? "without TLS" : "without TLS, local connections only";
    }
}
