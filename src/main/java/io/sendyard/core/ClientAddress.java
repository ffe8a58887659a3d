package io.sendyard.core;

import java.net.InetAddress;
import java.util.HexFormat;

/**
 * A client's IP address as limits count it. An IPv6 client chooses freely among the addresses of
 * its /64, so that network counts as one client.
 *
 * @param host an IPv4 address, or the /64 of an IPv6 address
 * @param network the /24 of an IPv4 address, or the /48 of an IPv6 address
 */
public record ClientAddress(String host, String network) {

    private static final int IPV4_BYTES = 4;

    /** Reads an IPv4 or IPv6 address. Everything else that a proxy reports is one client. */
    public static ClientAddress of(String address) {
        try {
            var bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == IPV4_BYTES
                    ? new ClientAddress(prefix(bytes, 32), prefix(bytes, 24))
                    : new ClientAddress(prefix(bytes, 64), prefix(bytes, 48));
        } catch (IllegalArgumentException e) {
            return new ClientAddress("unknown", "unknown network");
        }
    }

    private static String prefix(byte[] address, int bits) {
        return HexFormat.of().formatHex(address, 0, bits / Byte.SIZE) + "/" + bits;
    }
}
