package io.sendyard.smtp.server;

import io.sendyard.smtp.Credentials;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The client that hands in a message.
 *
 * @param hello the argument of its EHLO or HELO, as it came
 * @param extended whether it said EHLO
 * @param encrypted whether the connection has TLS
 * @param credentials null if none were required
 */
public record SmtpPeer(
        String hello,
        boolean extended,
        InetAddress address,
        boolean encrypted,
        @Nullable Credentials credentials) {

    static SmtpPeer at(
            ServerConnection connection,
            String hello,
            boolean extended,
            @Nullable Credentials credentials) {
        return new SmtpPeer(
                hello, extended, connection.peer(), connection.encrypted(), credentials);
    }

    /** The protocol as a Received field names it (RFC 3848): {@code ESMTPSA}. */
    public String protocol() {
        return extended
                ? "ESMTP" + (encrypted ? "S" : "") + (credentials == null ? "" : "A")
                : "SMTP";
    }
}
