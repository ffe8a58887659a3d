package io.sendyard.submission;

import io.sendyard.smtp.server.SmtpPeer;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * How a message's Received field tells of its way here (RFC 5321 section 4.4). Recipients read it,
 * so it names the client only if the operator wants that.
 */
record TraceClauses(String hostName, boolean naming) {

    /** What a client can call itself there: a host name or an address literal. */
    private static final Pattern HOST =
            Pattern.compile(
                    "[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9_])?|\\[[A-Za-z0-9.:]{1,60}]");

    private static final String UNKNOWN = "unknown";

    /** The clauses {@code from}, {@code by} and {@code with}, on one line of up to 998 bytes. */
    String clauses(SmtpPeer client) {
        return "from %s by %s with %s"
                .formatted(naming ? named(client) : UNKNOWN, hostName, client.protocol());
    }

    private static String named(SmtpPeer client) {
        var name = HOST.matcher(client.hello()).matches() ? client.hello() : UNKNOWN;
        return "%s ([%s])".formatted(name, literal(client.address()));
    }

    private static String literal(InetAddress address) {
        var text = address.getHostAddress().replaceFirst("%.*", "");
        return address instanceof Inet6Address ? "IPv6:" + text : text;
    }
}
