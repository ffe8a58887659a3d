package io.sendyard.smtp.server;

import io.sendyard.core.MemoryBudget;
import java.net.InetAddress;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an SMTP server.
 *
 * @param hostName the name in the greeting
 * @param tls null if TLS isn't offered
 * @param encrypted whether TLS starts with the first byte; otherwise STARTTLS is offered
 * @param acceptsClearKeys from which addresses keys are accepted without TLS
 */
public record ServerOptions(
        String hostName,
        @Nullable SSLContext tls,
        boolean encrypted,
        Predicate<InetAddress> acceptsClearKeys,
        ServerLimits limits,
        MemoryBudget memory,
        MailHandler handler) {

    /** Whether keys are accepted on this connection. */
    boolean acceptsKeys(ServerConnection connection) {
        return connection.encrypted() || acceptsClearKeys.test(connection.peer());
    }
}
