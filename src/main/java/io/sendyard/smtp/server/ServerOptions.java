package io.sendyard.smtp.server;

import io.sendyard.core.MemoryBudget;
import java.net.InetAddress;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/**
 * What one door is like.
 *
 * @param hostName how it presents itself
 * @param encrypted whether it speaks TLS from the first octet; else it offers STARTTLS
 * @param clearKeys from which addresses keys may come in clear
 */
public record ServerOptions(
        String hostName,
        SSLContext tls,
        boolean encrypted,
        Predicate<InetAddress> clearKeys,
        ServerLimits limits,
        MemoryBudget room,
        MailHandler reception) {

    /** Whether a key may be sent on such a connection. */
    boolean takesKeys(ServerConnection wire) {
        return wire.encrypted() || clearKeys.test(wire.peer());
    }
}
